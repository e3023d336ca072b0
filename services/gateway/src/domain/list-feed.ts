import type { ListedOrder, OrderUpdate } from '@waybill/contracts/live-protocol';
import { nothing, type Feed, type Heard } from './feed.ts';

/** Orders whose versions are remembered, the latest that moved. An update that repeats later is the client's to ignore. */
const memorySize = 1_000;

/** A list's updates: never back to what an order was before, and in the end what it is. */
export class ListFeed implements Feed {
  readonly #versions = new Map<string, number>();
  #waiting: Map<string, OrderUpdate> | undefined;
  #isOverfull = false;

  /** @param isWaiting for a list to begin from */
  constructor(isWaiting: boolean) {
    this.#waiting = isWaiting ? new Map() : undefined;
  }

  hear(updates: readonly OrderUpdate[]): Heard {
    if (!this.#waiting) return { news: this.#newOf(updates), isMissing: false };
    for (const update of updates) {
      const { orderId, version } = update;
      if (version < (this.#waiting.get(orderId)?.version ?? 0)) continue;
      this.#isOverfull ||= this.#waiting.size >= memorySize;
      if (!this.#isOverfull) this.#waiting.set(orderId, update);
    }
    return nothing;
  }

  /** The list that the client is shown to begin with. What was heard meanwhile and is newer follows it. */
  begin(orders: readonly ListedOrder[]): Heard {
    for (const { orderId, version } of orders) this.#remember(orderId, version);
    if (this.#isOverfull) {
      this.#isOverfull = false;
      this.#waiting = new Map();
      return { news: [], isMissing: true };
    }
    const waiting = [...(this.#waiting?.values() ?? [])];
    this.#waiting = undefined;
    return { news: this.#newOf(waiting), isMissing: false };
  }

  /** The list, looked at again. What the first look was too early for is news. */
  compare(orders: readonly ListedOrder[]): Heard {
    const rows = orders.map(({ orderId, status, version, updatedAt: occurredAt }) => ({
      orderId,
      status,
      version,
      occurredAt,
    }));
    return this.hear(rows.reverse());
  }

  #newOf(updates: readonly OrderUpdate[]): readonly OrderUpdate[] {
    const news = updates.filter(({ orderId, version }) => {
      if (version <= (this.#versions.get(orderId) ?? 0)) return false;
      this.#remember(orderId, version);
      return true;
    });
    return news.length === updates.length ? updates : news;
  }

  #remember(orderId: string, version: number): void {
    if (version <= (this.#versions.get(orderId) ?? 0)) return;
    this.#versions.delete(orderId);
    this.#versions.set(orderId, version);
    if (this.#versions.size <= memorySize) return;
    const [oldest] = this.#versions.keys();
    if (oldest !== undefined) this.#versions.delete(oldest);
  }
}
