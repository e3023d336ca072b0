import type { OrderUpdate } from '@waybill/contracts/live-protocol';
import { nothing, type Feed, type Heard } from './feed.ts';

/** An order's few updates; of more, the newest are kept, and the gap below them is asked for. */
const bufferSize = 100;

/**
 * One order's updates: each version exactly once, in order, whatever repeats, overtakes or is lost on the way. It begins
 * by waiting for what was missed. An update that does not follow on the last makes it wait again, because something may
 * lie between.
 */
export class OrderFeed implements Feed {
  #told: number;
  #waiting: OrderUpdate[] | undefined = [];

  /** @param since the last version that the client has */
  constructor(since: number) {
    this.#told = since;
  }

  /** The version up to which the client knows everything. */
  get version(): number {
    return this.#told;
  }

  hear(updates: readonly OrderUpdate[]): Heard {
    if (this.#waiting) {
      this.#waiting = [...this.#waiting, ...updates]
        .sort((a, b) => a.version - b.version)
        .slice(-bufferSize);
      return nothing;
    }
    return this.#follow(updates);
  }

  /** The source has answered with everything after `version`, up to `head`. */
  catchUp(missed: readonly OrderUpdate[], head: number): Heard {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    const news = missed.filter(({ version }) => version > this.#told);
    this.#told = Math.max(this.#told, head);
    const after = this.#follow(waiting);
    return { news: [...news, ...after.news], isMissing: after.isMissing };
  }

  #follow(updates: readonly OrderUpdate[]): Heard {
    const news: OrderUpdate[] = [];
    for (const [i, update] of updates.entries()) {
      if (update.version <= this.#told) continue;
      if (update.version > this.#told + 1) {
        this.#waiting = [];
        this.hear(updates.slice(i));
        return { news, isMissing: true };
      }
      this.#told = update.version;
      news.push(update);
    }
    return { news: news.length === updates.length ? updates : news, isMissing: false };
  }
}
