import type { AddWrite, PutWrite } from '@waybill/runtime/writes';
import type { Figure } from './domain/figures.ts';
import { unknownOrder, type KnownOrder } from './domain/known-order.ts';
import type { Booking } from './domain/booking.ts';
import { analyticsTable } from './resources.ts';

const table = analyticsTable.name;
const prefix = 'order#';

/** A known order as an item of the table. */
export type OrderRow = KnownOrder & ReturnType<typeof keyOf>;

/** Where an order stands. */
export function keyOf(orderId: string) {
  return { partition: `${prefix}${orderId}`, entry: 'order' };
}

/** The order of a row, or one of which nothing is known. */
export function orderOf(orderId: string, row: OrderRow | undefined): KnownOrder {
  if (!row) return unknownOrder(orderId);
  const { placed, shippedAt, cancelledAt, productsCounted, version } = row;
  return { orderId, version, placed, shippedAt, cancelledAt, productsCounted };
}

/** Stores an order over the one that the booking began with, and over no other: this is what counts everything once. */
export function orderWrite({ before, after }: Booking): PutWrite {
  const condition =
    before.version === 0 ? { absent: 'partition' } : { equal: { version: before.version } };
  return { kind: 'put', table, item: { ...keyOf(after.orderId), ...after }, condition };
}

export function figureWrite({ key, amounts }: Figure): AddWrite {
  return { kind: 'add', table, key: { ...key }, amounts };
}
