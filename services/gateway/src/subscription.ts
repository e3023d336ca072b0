import type { OrderUpdate, ServerFrame } from '@waybill/contracts/live-protocol';
import { Unavailable } from '@waybill/kernel/failure';
import { Problem } from '@waybill/runtime/http/problem';
import { ListFeed } from './domain/list-feed.ts';
import { OrderFeed } from './domain/order-feed.ts';
import type { Listener } from './hub.ts';
import type { OrderBook } from './order-book.ts';

/** One topic of one connection. */
export interface Subscription extends Listener {
  readonly topic: string;
  readonly channel: string;
  /** Asks the source for what the client lacks, and tells it. What is heard meanwhile follows. */
  fill(): Promise<void>;
  /** Looks again for what the source was late with, if it is time. */
  lookAgain(nowMs: number): Promise<void>;
}

/** What a subscription works with. */
export interface Surroundings {
  readonly topic: string;
  readonly channel: string;
  readonly orders: OrderBook;
  readonly token: () => string;
  readonly send: (frame: ServerFrame) => void;
  readonly tell: (frame: Buffer) => void;
  /** Something was lost on the way: `fill` is to be called. */
  readonly recover: () => void;
}

const attempts = 5;

/** An order's updates from a version on. */
export class OrderSubscription implements Subscription {
  readonly topic: string;
  readonly channel: string;
  readonly tell: (frame: Buffer) => void;
  readonly #around: Surroundings;
  readonly #orderId: string;
  readonly #feed: OrderFeed;
  #hasBegun = false;

  constructor(around: Surroundings, orderId: string, since: number) {
    this.topic = around.topic;
    this.channel = around.channel;
    this.tell = around.tell;
    this.#around = around;
    this.#orderId = orderId;
    this.#feed = new OrderFeed(since);
  }

  hear(updates: readonly OrderUpdate[]): readonly OrderUpdate[] {
    const { news, isMissing } = this.#feed.hear(updates);
    if (isMissing) this.#around.recover();
    return news;
  }

  async fill(): Promise<void> {
    const { orders, token, send } = this.#around;
    const { topic } = this;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const missed = await orders.missed(this.#orderId, this.#feed.version, token());
      if (!missed) throw unknownOrder();
      const { news: updates, isMissing } = this.#feed.catchUp(missed.updates, missed.version);
      const { version } = this.#feed;
      if (!this.#hasBegun) send({ type: 'missed', topic, updates: [...updates], version });
      else if (updates.length > 0) send({ type: 'updates', topic, updates: [...updates] });
      this.#hasBegun = true;
      if (!isMissing) return;
    }
    throw new Unavailable('orders do not show what they have told');
  }

  lookAgain(): Promise<void> {
    return Promise.resolve();
  }
}

/** The read model follows the commits a moment later: an order that moved just before the snapshot may be in neither. */
const looksAfterMs = [2_000, 15_000];

/** A list's updates: of a customer's own orders after a snapshot, or of all from now on. */
export class ListSubscription implements Subscription {
  readonly topic: string;
  readonly channel: string;
  readonly tell: (frame: Buffer) => void;
  readonly #around: Surroundings;
  readonly #hasSnapshot: boolean;
  readonly #feed: ListFeed;
  readonly #looksAtMs: number[];

  constructor(around: Surroundings, { isStaff, nowMs }: { isStaff: boolean; nowMs: number }) {
    this.topic = around.topic;
    this.channel = around.channel;
    this.tell = around.tell;
    this.#around = around;
    this.#hasSnapshot = !isStaff;
    this.#feed = new ListFeed(this.#hasSnapshot);
    this.#looksAtMs = isStaff ? [] : looksAfterMs.map((ms) => nowMs + ms);
  }

  hear(updates: readonly OrderUpdate[]): readonly OrderUpdate[] {
    return this.#feed.hear(updates).news;
  }

  async fill(): Promise<void> {
    const { orders, token, send } = this.#around;
    const { topic } = this;
    if (!this.#hasSnapshot) {
      send({ type: 'snapshot', topic, orders: [], isWhole: false });
      return;
    }
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const list = await orders.list(token());
      const { news, isMissing } = this.#feed.begin(list.orders);
      if (isMissing) continue;
      send({ type: 'snapshot', topic, ...list });
      if (news.length > 0) send({ type: 'updates', topic, updates: [...news] });
      return;
    }
    throw new Unavailable('more changes at once than a list can follow');
  }

  async lookAgain(nowMs: number): Promise<void> {
    if (nowMs < (this.#looksAtMs[0] ?? Infinity)) return;
    this.#looksAtMs.shift();
    const { orders, token, send } = this.#around;
    const list = await orders.list(token());
    const { news } = this.#feed.compare(list.orders);
    if (news.length > 0) send({ type: 'updates', topic: this.topic, updates: [...news] });
  }
}

/** No such order, or another's: nobody learns which. */
export function unknownOrder(): Problem {
  return new Problem(404, 'unknown-order', 'No such order');
}
