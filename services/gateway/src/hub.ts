import type { OrderUpdate } from '@waybill/contracts/live-protocol';
import type { Platform } from '@waybill/runtime/platform';
import { channelsOf, topicOf, type Push } from './domain/topic.ts';

/** Somebody here who watches a channel. */
export interface Listener {
  /** Answers those of the updates that are news: the very array, where all are. */
  hear(updates: readonly OrderUpdate[]): readonly OrderUpdate[];
  /** Takes a frame of the protocol, encoded for the wire. */
  tell(frame: Buffer): void;
}

/** This pod's channels: what comes within a turn of the event loop leaves as one frame, made once for all who hear the same. */
export class Hub {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #waiting = new Map<string, OrderUpdate[]>();
  readonly #encode: (frame: object) => Buffer;
  readonly #flushed: () => void;
  readonly #platform: Pick<Platform, 'metrics' | 'now'>;

  /** @param flushed is called after everything that waited was told */
  constructor(
    platform: Pick<Platform, 'metrics' | 'now'>,
    encode: (frame: object) => Buffer,
    flushed: () => void,
  ) {
    this.#platform = platform;
    this.#encode = encode;
    this.#flushed = flushed;
  }

  listen(channel: string, listener: Listener): void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
  }

  leave(channel: string, listener: Listener): void {
    const listeners = this.#listeners.get(channel);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(channel);
  }

  /** Takes what concerns this pod. It is told before the next turn's input. */
  deliver(pushes: readonly Push[]): void {
    for (const push of pushes) {
      for (const channel of channelsOf(push)) {
        if (!this.#listeners.has(channel)) continue;
        if (this.#waiting.size === 0) setImmediate(() => this.#flush());
        const waiting = this.#waiting.get(channel);
        if (waiting) waiting.push(push.update);
        else this.#waiting.set(channel, [push.update]);
      }
    }
  }

  #flush(): void {
    const nowMs = this.#platform.now().getTime();
    const { deliveryLag, pushes } = this.#platform.metrics;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [channel, updates] of waiting) {
      pushes.inc({ outcome: 'written' }, this.#tell(channel, updates));
      for (const { occurredAt } of updates) {
        deliveryLag.observe(Math.max(0, nowMs - Date.parse(occurredAt)) / 1_000);
      }
    }
    this.#flushed();
  }

  #tell(channel: string, updates: readonly OrderUpdate[]): number {
    const topic = topicOf(channel);
    let shared: Buffer | undefined;
    let written = 0;
    for (const listener of this.#listeners.get(channel) ?? []) {
      const news = listener.hear(updates);
      if (news.length === 0) continue;
      written += news.length;
      if (news === updates) {
        shared ??= this.#encode({ type: 'updates', topic, updates });
        listener.tell(shared);
      } else {
        listener.tell(this.#encode({ type: 'updates', topic, updates: news }));
      }
    }
    return written;
  }
}
