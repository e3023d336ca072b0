import { Unavailable } from '@waybill/kernel/failure';
import { backoffMs } from '@waybill/runtime/backoff';
import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';
import { maxTransactionWrites, type Transactions } from '@waybill/runtime/transactions';
import { bookingsOf, figuresIn, transactionsOf, type Booking } from './domain/booking.ts';
import { isTelling } from './domain/known-order.ts';
import type { OrderRecord } from './domain/order-record.ts';
import { figureWrite, keyOf, orderOf, orderWrite, type OrderRow } from './order-row.ts';

const attempts = 10;

/** What the bookkeeper works with. */
export interface Adapters {
  readonly orders: Table<OrderRow>;
  readonly transactions: Transactions;
}

/** Keeps the figures, whatever the order, number and repetition of the records that it is given, and beside others like it. */
export class Bookkeeper {
  readonly #platform: Pick<Platform, 'metrics' | 'now' | 'random' | 'sleep'>;
  readonly #orders: Table<OrderRow>;
  readonly #transactions: Transactions;

  constructor(
    platform: Pick<Platform, 'metrics' | 'now' | 'random' | 'sleep'>,
    { orders, transactions }: Adapters,
  ) {
    this.#platform = platform;
    this.#orders = orders;
    this.#transactions = transactions;
  }

  /** Resolves when all that the records say is in the figures, once. */
  async book(records: readonly OrderRecord[]): Promise<void> {
    const telling = records.filter(isTelling);
    if (telling.length === 0) return;
    const { random, sleep } = this.#platform;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (await this.#write(await this.#bookings(telling))) {
        this.#measure(telling);
        return;
      }
      await sleep(backoffMs(attempt, { baseMs: 10, capMs: 500, random }));
    }
    throw new Unavailable('orders are changed by others faster than they can be booked');
  }

  async #bookings(records: readonly OrderRecord[]): Promise<Booking[]> {
    const byOrder = new Map<string, OrderRecord[]>();
    for (const record of records) {
      byOrder.set(record.orderId, [...(byOrder.get(record.orderId) ?? []), record]);
    }
    const keys = [...byOrder.keys()].map(keyOf);
    const rows = await this.#orders.getMany(keys, { consistent: true });
    const known = new Map(rows.map((row) => [row.orderId, row]));
    return [...byOrder].flatMap(([orderId, told]) =>
      bookingsOf(orderOf(orderId, known.get(orderId)), told),
    );
  }

  /** One after the other: they change the same figures. Answers whether all were written; those that were need not be again. */
  async #write(bookings: readonly Booking[]): Promise<boolean> {
    for (const transaction of transactionsOf(bookings, maxTransactionWrites)) {
      const writes = [...transaction.map(orderWrite), ...figuresIn(transaction).map(figureWrite)];
      if ((await this.#transactions.write(writes)) === 'refused') return false;
    }
    return true;
  }

  #measure(records: readonly OrderRecord[]): void {
    const { metrics, now } = this.#platform;
    for (const { timestamp } of records) {
      const lagMs = now().getTime() - Date.parse(timestamp);
      metrics.projectionLag.observe({ projection: 'analytics' }, Math.max(0, lagMs) / 1_000);
    }
  }
}
