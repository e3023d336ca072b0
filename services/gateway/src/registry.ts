import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';

/** A process that holds connections. One that starts anew at the same address is another, by its epoch. */
export interface Pod {
  readonly url: string;
  readonly epoch: string;
}

/** One connection, in one partition of those who may be concerned. */
export interface ConnectionRow {
  readonly topic: string;
  readonly connectionId: string;
  readonly customerId: string;
  readonly pod: string;
  readonly epoch: string;
  /** In seconds since 1970. The pod renews it; the rows of one that has crashed end here. */
  readonly expiresAt: number;
}

const pageSize = 1_000;

/** Which pod holds whose connections. */
export class Registry {
  readonly #rows: Table<ConnectionRow>;
  readonly #now: Platform['now'];
  readonly #leaseMs: number;

  constructor({ now }: Pick<Platform, 'now'>, rows: Table<ConnectionRow>, leaseMs: number) {
    this.#rows = rows;
    this.#now = now;
    this.#leaseMs = leaseMs;
  }

  /** From when this resolves, every `watchers` that begins sees the connection. */
  async add(topic: string, connectionId: string, customerId: string, pod: Pod): Promise<void> {
    await this.#rows.put(this.#row(topic, connectionId, customerId, pod));
  }

  /** Prolongs the lease. Resolves with false if somebody took this pod for gone, and the connection may have missed something. */
  async renew(topic: string, connectionId: string, customerId: string, pod: Pod): Promise<boolean> {
    const row = this.#row(topic, connectionId, customerId, pod);
    return (await this.#rows.put(row, { equal: { epoch: pod.epoch } })) === 'stored';
  }

  async remove({
    topic,
    connectionId,
  }: Pick<ConnectionRow, 'topic' | 'connectionId'>): Promise<void> {
    await this.#rows.delete({ topic, connectionId });
  }

  /** Everybody in a partition whose lease holds, consistently read. */
  async watchers(topic: string): Promise<ConnectionRow[]> {
    const nowSeconds = this.#now().getTime() / 1_000;
    const found: ConnectionRow[] = [];
    let after: Parameters<Table<ConnectionRow>['query']>[0]['after'];
    do {
      const { items, next } = await this.#rows.query({
        partition: { field: 'topic', value: topic },
        consistent: true,
        limit: pageSize,
        after,
      });
      found.push(...items.filter(({ expiresAt }) => expiresAt > nowSeconds));
      after = next;
    } while (after);
    return found;
  }

  #row(topic: string, connectionId: string, customerId: string, pod: Pod): ConnectionRow {
    const expiresAt = Math.ceil((this.#now().getTime() + this.#leaseMs) / 1_000);
    return { topic, connectionId, customerId, pod: pod.url, epoch: pod.epoch, expiresAt };
  }
}
