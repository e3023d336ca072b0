import type { ChangeRecord } from '@waybill/runtime/stream/change-record';

/** How a feed misbehaves: it shuffles what waits, and tells a change again as often as `repeat` (from 0, below 1) says. */
export interface Disorder {
  readonly random: () => number;
  readonly repeat?: number;
}

/** A change stream in memory. Whoever listens is called after the append, not within it. */
export class MemoryFeed {
  readonly #listener: (changes: readonly ChangeRecord[]) => Promise<unknown>;
  readonly #disorder: Disorder | undefined;
  readonly #waiting: ChangeRecord[] = [];
  #pumping: Promise<void> | undefined;

  constructor(
    listener: (changes: readonly ChangeRecord[]) => Promise<unknown>,
    disorder?: Disorder,
  ) {
    this.#listener = listener;
    this.#disorder = disorder;
  }

  push(change: ChangeRecord): void {
    this.#waiting.push(change);
    this.#pumping ??= this.#pump();
    // A failure is told by `settled`; until somebody asks, it must not end the process.
    this.#pumping.catch(() => undefined);
  }

  /** Resolves when every change is handled. Rejects if the listener did, and then hands on nothing more. */
  async settled(): Promise<void> {
    await this.#pumping;
  }

  async #pump(): Promise<void> {
    const { random = () => 0, repeat = 0 } = this.#disorder ?? {};
    // Lets a burst of appends gather, so that there is something to shuffle.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const [change] = this.#waiting.splice(Math.floor(random() * this.#waiting.length), 1);
      if (!change) break;
      if (this.#disorder && random() < repeat) this.#waiting.push(change);
      await this.#listener([change]);
    }
    this.#pumping = undefined;
  }
}
