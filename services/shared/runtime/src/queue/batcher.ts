/**
 * Gathers items for calls that take several: sends when `size` have come, or `waitMs` after the first.
 * `send` answers those that must be sent again; after `attempts` calls they are given up.
 */
export class Batcher<T> {
  readonly #options: BatcherOptions<T>;
  readonly #flights = new Set<Promise<void>>();
  #gathered: T[] = [];
  #timer: AbortController | undefined;

  constructor(options: BatcherOptions<T>) {
    this.#options = options;
  }

  /** Sends the item soon. */
  add(item: T): void {
    this.#gathered.push(item);
    if (this.#gathered.length >= this.#options.size) this.#send();
    else this.#timer ??= this.#sendLater();
  }

  /** Resolves when everything added so far is sent, or given up. */
  async flush(): Promise<void> {
    this.#send();
    await Promise.all(this.#flights);
  }

  #sendLater(): AbortController {
    const timer = new AbortController();
    void this.#options.sleep(this.#options.waitMs, timer.signal).then(() => {
      if (!timer.signal.aborted) this.#send();
    });
    return timer;
  }

  #send(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    while (this.#gathered.length > 0) {
      const flight: Promise<void> = this.#deliver(
        this.#gathered.splice(0, this.#options.size),
      ).finally(() => this.#flights.delete(flight));
      this.#flights.add(flight);
    }
  }

  async #deliver(batch: readonly T[]): Promise<void> {
    const { attempts, send, givenUp } = this.#options;
    let left = batch;
    for (let attempt = 0; attempt < attempts && left.length > 0; attempt += 1) {
      left = await send(left).catch(() => left);
    }
    if (left.length > 0) givenUp(left);
  }
}

/** How a batcher batches. */
export interface BatcherOptions<T> {
  readonly size: number;
  readonly waitMs: number;
  readonly attempts: number;
  readonly send: (items: readonly T[]) => Promise<readonly T[]>;
  readonly givenUp: (items: readonly T[]) => void;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}
