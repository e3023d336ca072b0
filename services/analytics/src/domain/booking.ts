import { added, difference, figuresOf, idOf, type Figure } from './figures.ts';
import { learn, type KnownOrder } from './known-order.ts';
import type { OrderRecord } from './order-record.ts';
import { productSalesOf } from './product-sales.ts';

/** A step by which an order comes into the figures: to be written wholly, and only over the order as it was before. */
export interface Booking {
  readonly before: KnownOrder;
  readonly after: KnownOrder;
  readonly figures: readonly Figure[];
}

/** With the order itself and the six figures that its facts change at most, this stays below what a transaction holds. */
const productsAStep = 90;

/** What is left to do to have an order's records in the figures, in steps: an order of many products takes several. */
export function bookingsOf(known: KnownOrder, records: readonly OrderRecord[]): Booking[] {
  const told = records.reduce(learn, known);
  const sales = records.map(productSalesOf).find(({ length }) => length > 0) ?? [];
  const bookings: Booking[] = [];
  let before = known;
  while ((before === known && told !== known) || before.productsCounted < sales.length) {
    const part = sales.slice(before.productsCounted, before.productsCounted + productsAStep);
    const after: KnownOrder = {
      ...told,
      version: before.version + 1,
      productsCounted: before.productsCounted + part.length,
    };
    const figures = [...difference(figuresOf(before), figuresOf(after)), ...part];
    bookings.push({ before, after, figures });
    before = after;
  }
  return bookings;
}

/** Packs bookings, in their order, into as few transactions as hold `most` items each, and no order twice. */
export function transactionsOf(bookings: readonly Booking[], most: number): Booking[][] {
  const transactions: Booking[][] = [];
  let items = new Set<string>();
  for (const booking of bookings) {
    const own = [booking.after.orderId, ...booking.figures.map(({ key }) => idOf(key))];
    const last = transactions.at(-1);
    const isApart = items.has(booking.after.orderId);
    if (last && !isApart && new Set([...items, ...own]).size <= most) last.push(booking);
    else {
      transactions.push([booking]);
      items = new Set();
    }
    own.forEach((id) => items.add(id));
  }
  return transactions;
}

/** What the bookings of a transaction add up to. */
export function figuresIn(transaction: readonly Booking[]): Figure[] {
  return added(transaction.flatMap(({ figures }) => figures));
}
