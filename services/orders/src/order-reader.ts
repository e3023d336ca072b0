import { messageId, type Commit } from '@waybill/kernel/commit';
import type { EventStore } from '@waybill/runtime/event-store';
import type { Key, Table } from '@waybill/runtime/table';
import { orderSummary, type OrderSummary } from './projections/order-summary.ts';

/** One fact of an order's history. */
export interface HistoryEvent {
  readonly eventId: string;
  readonly type: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly data: unknown;
}

/** What happened to an order, and what it looked like then. */
export interface History {
  readonly events: readonly HistoryEvent[];
  readonly state: OrderSummary | null;
}

/** What happened to an order after a version, up to the version that it has now. */
export interface EventsSince {
  readonly customerId: string;
  readonly version: number;
  readonly events: readonly HistoryEvent[];
}

/** Shows orders. */
export class OrderReader {
  readonly #rows: Table<OrderSummary>;
  readonly #store: EventStore;

  constructor({ rows, store }: { rows: Table<OrderSummary>; store: EventStore }) {
    this.#rows = rows;
    this.#store = store;
  }

  /** An order from the read model; one that it does not hold yet is folded from its commits. */
  async get(orderId: string): Promise<OrderSummary | undefined> {
    return (await this.#rows.get({ orderId })) ?? folded(await this.#store.read(orderId));
  }

  /** A page of a customer's orders, newest first. */
  async list(
    customerId: string,
    { limit, after }: { limit: number; after?: Key },
  ): Promise<{ orders: OrderSummary[]; next?: Key }> {
    const { items, next } = await this.#rows.query({
      index: 'by-customer',
      partition: { field: 'customerId', value: customerId },
      newestFirst: true,
      limit,
      after,
    });
    const rows = await this.#rows.getMany(items.map(({ orderId }) => ({ orderId })));
    const byId = new Map(rows.map((row) => [row.orderId, row]));
    return { orders: items.flatMap(({ orderId }) => byId.get(orderId) ?? []), next };
  }

  /** The order's facts up to an instant, and the order as they leave it. */
  async history(orderId: string, asOf?: string): Promise<History & { owner?: string }> {
    const all = await this.#store.read(orderId);
    const until = asOf === undefined ? Infinity : Date.parse(asOf);
    // Clocks of pods differ: what is shown ends at the first commit that is later, and has no holes.
    const end = all.findIndex(({ committedAt }) => Date.parse(committedAt) > until);
    const commits = end === -1 ? all : all.slice(0, end);
    const owner = folded(all)?.customerId;
    return { owner, events: commits.flatMap(eventsOf), state: folded(commits) ?? null };
  }

  /** The facts that came after a version, from the commits themselves: nothing that is committed is missing. */
  async eventsSince(orderId: string, since: number): Promise<EventsSince | undefined> {
    const all = await this.#store.read(orderId);
    const order = folded(all);
    if (!order) return undefined;
    const events = all.filter(({ version }) => version > since).flatMap(eventsOf);
    return { customerId: order.customerId, version: order.version, events };
  }
}

function eventsOf(commit: Commit): HistoryEvent[] {
  return commit.entries.flatMap(({ kind, type, data }, index) => {
    const { version, committedAt: occurredAt } = commit;
    if (kind !== 'event') return [];
    return [{ eventId: messageId(commit, index), type, version, occurredAt, data }];
  });
}

function folded(commits: readonly Commit[]): OrderSummary | undefined {
  const row = commits.reduce<OrderSummary | undefined>(
    (r, c) => orderSummary.apply(r, c),
    undefined,
  );
  return row && { ...row, version: commits.at(-1)?.version ?? 0 };
}
