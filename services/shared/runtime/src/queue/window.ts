/** So many things at once, and no more. */
export class Window {
  readonly #size: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Resolves when at least one place is free, or the signal fires. Takes none. */
  async room(signal?: AbortSignal): Promise<void> {
    while (this.#taken >= this.#size && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          signal?.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.push(done);
        signal?.addEventListener('abort', done);
      });
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#taken > 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Runs `work` in a place of the window, also when it is full: what was received must be held somewhere. */
  async run(work: () => Promise<void>): Promise<void> {
    this.#taken += 1;
    try {
      await work();
    } finally {
      this.#taken -= 1;
      this.#waiting.splice(0).forEach((wake) => wake());
    }
  }
}
