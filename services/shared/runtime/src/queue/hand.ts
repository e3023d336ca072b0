import type { Platform } from '../platform.ts';
import type { QueueMessage, QueuePort } from './queue-port.ts';

/** A message that a handler works on, or that waits for an outage to end. */
export interface Held {
  readonly message: QueueMessage;
  /** Fires when the message is no longer ours, its handling takes too long, or the process gives it up. */
  readonly ownership: AbortController;
  /** Until when it is invisible to others, as far as we know. Milliseconds since the epoch. */
  keptUntilMs: number;
  /** Since when a handler works on it; undefined while it waits. */
  handledSinceMs: number | undefined;
}

const batchSize = 10;
const rememberedIds = 1_000;

/** The messages in hand: kept invisible to others by heartbeats, until they are let go. */
export class Hand {
  readonly #queue: QueuePort;
  readonly #platform: Pick<Platform, 'log' | 'now' | 'sleep'>;
  readonly #handlingMs: number;
  readonly #held = new Set<Held>();
  readonly #stopping = new AbortController();
  /** Messages that were finished after they had been lost, so that they come again for nothing. */
  readonly #finishedLate = new Set<string>();
  #beating: Promise<void> = Promise.resolve();

  /** @param handlingMs how long a handler may work on a message; looked at with every beat */
  constructor(
    queue: QueuePort,
    platform: Pick<Platform, 'log' | 'now' | 'sleep'>,
    handlingMs: number,
  ) {
    this.#queue = queue;
    this.#handlingMs = handlingMs;
    this.#platform = platform;
  }

  take(message: QueueMessage): Held {
    const held = {
      message,
      ownership: new AbortController(),
      keptUntilMs: this.#nowMs() + this.#queue.visibilityMs,
      handledSinceMs: undefined,
    };
    this.#held.add(held);
    return held;
  }

  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  holds(held: Held): boolean {
    return this.#held.has(held);
  }

  letGo(held: Held): void {
    this.#held.delete(held);
  }

  /** Remembers a message that was finished although it was lost. */
  finished({ message, ownership }: Held): void {
    if (!ownership.signal.aborted) return;
    this.#finishedLate.add(message.id);
    const oldest = this.#finishedLate.values().next();
    if (this.#finishedLate.size > rememberedIds && !oldest.done) {
      this.#finishedLate.delete(oldest.value);
    }
  }

  wasFinished({ id }: QueueMessage): boolean {
    return this.#finishedLate.has(id);
  }

  start(): void {
    this.#beating = this.#beat();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#beating;
  }

  /** Gives up what is still in hand: it is visible to others at once. */
  async release(): Promise<void> {
    const all = [...this.#held];
    this.#held.clear();
    all.forEach(({ ownership }) => ownership.abort());
    await this.#extend(all, 0);
  }

  async #beat(): Promise<void> {
    const { signal } = this.#stopping;
    const { visibilityMs } = this.#queue;
    for (;;) {
      await this.#platform.sleep(Math.min(visibilityMs / 6, this.#handlingMs / 4), signal);
      if (signal.aborted) return;
      this.#giveUpOverdue();
      // Half of the time is left: a beat may fail, and the next one still comes in time.
      const urgentMs = this.#nowMs() + visibilityMs / 2;
      const ours = [...this.#held].filter(
        ({ ownership, keptUntilMs }) => !ownership.signal.aborted && keptUntilMs <= urgentMs,
      );
      if (ours.length > 0) await this.#extend(ours, Math.ceil(visibilityMs / 1_000));
    }
  }

  #giveUpOverdue(): void {
    const oldestMs = this.#nowMs() - this.#handlingMs;
    for (const { handledSinceMs, ownership } of this.#held) {
      if (handledSinceMs !== undefined && handledSinceMs <= oldestMs) ownership.abort();
    }
  }

  #nowMs(): number {
    return this.#platform.now().getTime();
  }

  async #extend(all: readonly Held[], seconds: number): Promise<void> {
    const batches = Array.from({ length: Math.ceil(all.length / batchSize) }, (_, i) =>
      all.slice(i * batchSize, (i + 1) * batchSize),
    );
    await Promise.all(batches.map((batch) => this.#extendBatch(batch, seconds)));
  }

  async #extendBatch(batch: readonly Held[], seconds: number): Promise<void> {
    try {
      const untilMs = this.#nowMs() + seconds * 1_000;
      const changes = batch.map(({ message }) => ({ message, seconds }));
      const { lost } = await this.#queue.changeVisibility(changes);
      for (const held of batch) held.keptUntilMs = untilMs;
      const lostHandles = new Set(lost.map(({ receiptHandle }) => receiptHandle));
      batch
        .filter(({ message }) => lostHandles.has(message.receiptHandle))
        .forEach(({ ownership }) => ownership.abort());
    } catch (error) {
      this.#platform.log.warn({ err: error, messages: batch.length }, 'heartbeat-failed');
    }
  }
}
