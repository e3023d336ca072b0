interface Timer {
  readonly dueMs: number;
  /** Of two that are due at once, the one that was set first goes first. */
  readonly order: number;
  readonly wake: () => void;
  isCancelled: boolean;
}

/** Calls `then` when nothing is left that could go on without time passing. */
export type Settle = (then: () => void) => void;

/** Time that passes only when everything that could run has run: an hour takes as long as what happens in it. */
export class VirtualClock {
  readonly #settle: Settle;
  readonly #timers: Timer[] = [];
  #nowMs: number;
  #timersSet = 0;

  /** @param settle how it is known that nothing is left that could go on without time passing */
  constructor(at = '2026-01-01T00:00:00.000Z', settle: Settle = turnOfTheEventLoop) {
    this.#nowMs = Date.parse(at);
    this.#settle = settle;
  }

  readonly now = (): Date => new Date(this.#nowMs);

  /** Resolves after so much virtual time, or when the signal fires. */
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => this.after(ms, resolve, signal));

  /** Does something after so much virtual time, or when the signal fires. */
  after(ms: number, act: () => void, signal?: AbortSignal): void {
    if (signal?.aborted) {
      act();
      return;
    }
    const wake = (): void => {
      signal?.removeEventListener('abort', wake);
      timer.isCancelled = true;
      act();
    };
    const dueMs = this.#nowMs + Math.max(0, ms);
    const timer: Timer = { dueMs, order: (this.#timersSet += 1), wake, isCancelled: false };
    push(this.#timers, timer);
    signal?.addEventListener('abort', wake);
  }

  /** Lets time pass until the condition holds. @throws Error if it does not within `withinMs`, or nothing waits any more */
  async until(condition: () => boolean, withinMs = 3_600_000): Promise<void> {
    const endMs = this.#nowMs + withinMs;
    const isOver = await this.#run(condition, endMs);
    if (!isOver) throw new Error('it does not become true');
  }

  /** Lets so much time pass. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await this.#run(() => false, endMs);
    this.#nowMs = endMs;
  }

  /** Goes from instant to instant: to one at which the condition holds, or with `false` to the end. */
  #run(condition: () => boolean, endMs: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const step = (): void => {
        try {
          if (condition()) resolve(true);
          else if (this.#advance(endMs)) this.#settle(step);
          else resolve(false);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.#settle(step);
    });
  }

  /** Goes to the next instant at which something waits to happen, if that is not after the end. */
  #advance(endMs: number): boolean {
    const next = this.#next();
    if (!next || next.dueMs > endMs) return false;
    this.#nowMs = next.dueMs;
    for (let due = this.#next(); due && due.dueMs <= this.#nowMs; due = this.#next()) {
      pop(this.#timers);
      due.wake();
    }
    return true;
  }

  #next(): Timer | undefined {
    while (this.#timers[0]?.isCancelled) pop(this.#timers);
    return this.#timers[0];
  }
}

/** Goes on after a turn of the event loop: enough where nothing takes several. */
function turnOfTheEventLoop(then: () => void): void {
  setImmediate(then);
}

/** Goes on when no promise is left that can. Exact, and fast, where nothing waits for the event loop. */
export function promisesAreSettled(then: () => void): void {
  // Node runs what is on the tick queue when no microtask is left, and not before.
  queueMicrotask(() => process.nextTick(then));
}

const isBefore = (a: Timer, b: Timer): boolean =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

/** Adds to a binary heap. */
function push(heap: Timer[], timer: Timer): void {
  let at = heap.push(timer) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || !isBefore(timer, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = timer;
}

/** Takes the first out of a binary heap. */
function pop(heap: Timer[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const [one, other] = [heap[left], heap[left + 1]];
    if (!one) break;
    const below = other && isBefore(other, one) ? left + 1 : left;
    const child = heap[below];
    if (!child || !isBefore(child, last)) break;
    heap[at] = child;
    at = below;
  }
  heap[at] = last;
}
