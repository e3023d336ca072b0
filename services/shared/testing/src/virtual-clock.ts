interface Timer {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** Time that passes only when everything that could run has run: an hour takes as long as what happens in it. */
export class VirtualClock {
  #nowMs: number;
  #timers: Timer[] = [];

  constructor(at = '2026-01-01T00:00:00.000Z') {
    this.#nowMs = Date.parse(at);
  }

  readonly now = (): Date => new Date(this.#nowMs);

  /** Resolves after so much virtual time, or when the signal fires. */
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        this.#timers = this.#timers.filter((other) => other !== timer);
        resolve();
      };
      const timer = { dueMs: this.#nowMs + Math.max(0, ms), wake };
      this.#timers.push(timer);
      signal?.addEventListener('abort', wake);
    });

  /** Lets time pass until the condition holds. @throws Error if it does not within `withinMs`, or nothing waits any more */
  async until(condition: () => boolean, withinMs = 3_600_000): Promise<void> {
    const endMs = this.#nowMs + withinMs;
    await settled();
    while (!condition()) {
      if (!this.#advance(endMs)) throw new Error('it does not become true');
      await settled();
    }
  }

  /** Lets so much time pass. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settled();
    while (this.#advance(endMs)) await settled();
    this.#nowMs = endMs;
  }

  /** Goes to the next instant at which something waits to happen, if that is not after the end. */
  #advance(endMs: number): boolean {
    const nextMs = Math.min(...this.#timers.map(({ dueMs }) => dueMs));
    if (nextMs > endMs) return false;
    this.#nowMs = nextMs;
    const due = this.#timers.filter(({ dueMs }) => dueMs <= nextMs);
    due.forEach(({ wake }) => wake());
    return true;
  }
}

/** Resolves when no promise is left that could go on without time passing. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
