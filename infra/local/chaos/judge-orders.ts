import { isDeepStrictEqual } from 'node:util';
import { isTerminal } from '../load/await-orders.ts';
import { count } from '../load/describe-day.ts';
import type { Facts, OrderFacts } from '../load/facts.ts';
import { formatMoney } from '../load/money.ts';
import type { OrderBook } from './books.ts';
import type { Verdict } from './verdict.ts';

/** Money captured = refunded + fulfilled, over all orders. */
export function judgeMoney({ orders }: Facts): Verdict {
  const captured = sum(orders.flatMap(({ charges }) => charges.map(({ amount }) => amount)));
  const refunded = sum(
    orders.flatMap(({ charges }) =>
      charges.filter(({ status }) => status === 'refunded').map(({ amount }) => amount),
    ),
  );
  const fulfilled = sum(orders.map(({ order }) => (order?.status === 'shipped' ? order.total : 0)));
  const isEqual = captured === refunded + fulfilled;
  const gbp = (amount: number) => formatMoney(amount, 'GBP');
  return {
    invariant: 'money',
    figures:
      `${gbp(captured)} captured ${isEqual ? '=' : '≠'} ` +
      `${gbp(refunded)} refunded + ${gbp(fulfilled)} fulfilled`,
    problems: isEqual ? [] : ['the sums differ'],
  };
}

/** Stock at the start = available + reserved + sold, of every product. */
export function judgeStock({ stock }: Facts): Verdict {
  const all = stock.map(({ productId, before, received, after }) => ({
    productId,
    start: before.available + before.reserved + before.sold + received,
    after,
  }));
  const total = (pieces: (one: (typeof all)[number]) => number) => sum(all.map(pieces));
  return {
    invariant: 'stock',
    figures:
      `${total(({ start }) => start)} at the start, ` +
      `${total(({ after }) => after.available)} available + ` +
      `${total(({ after }) => after.reserved)} reserved + ${total(({ after }) => after.sold)} sold, ` +
      `over ${count(stock.length, 'product')}`,
    problems: all
      .filter(({ start, after }) => start !== after.available + after.reserved + after.sold)
      .map(({ productId, start, after }) => `${productId}: ${start}, now ${JSON.stringify(after)}`),
  };
}

/** Every order that was placed, and no other, is in the books, and is shipped or cancelled. */
export function judgeOrders({ orders, refused }: Facts, books: readonly OrderBook[]): Verdict {
  const placed = new Set(orders.map(({ placed: { orderId } }) => orderId));
  const booked = new Set(books.map(({ orderId }) => orderId));
  const withStatus = (status: string) =>
    orders.filter(({ order }) => order?.status === status).length;
  return {
    invariant: 'orders',
    figures: `${placed.size} placed, ${withStatus('shipped')} shipped, ${withStatus('cancelled')} cancelled`,
    problems: [
      ...refused.map(({ invoice, reason }) => `invoice ${invoice.invoice} was refused: ${reason}`),
      ...[...placed].filter((id) => !booked.has(id)).map((id) => `${id} is lost`),
      ...[...booked].filter((id) => !placed.has(id)).map((id) => `nobody placed ${id}`),
      ...orders
        .filter(({ order }) => !isTerminal(order))
        .map(({ placed: { orderId }, order }) => `${orderId} is ${order?.status ?? 'unreadable'}`),
    ],
  };
}

/** At most one charge an order, and exactly one of what is shipped. */
export function judgeCharges({ orders }: Facts): Verdict {
  const all = sum(orders.map(({ charges }) => charges.length));
  return {
    invariant: 'charges',
    figures: `${count(all, 'charge')} of ${count(orders.length, 'order')}`,
    problems: orders
      .filter(({ order, charges }) => charges.length > 1 || (isShipped(order) && !charges[0]))
      .map(({ placed, charges }) => `${placed.orderId} has ${charges.length} charges`),
  };
}

/** The read model equals a fold of the commits. */
export function judgeReadModel(books: readonly OrderBook[]): Verdict {
  const commits = sum(books.map((book) => book.commits));
  return {
    invariant: 'read model',
    figures: `${count(books.length, 'row')} against the fold of ${count(commits, 'commit')}`,
    problems: books
      .filter(({ row, folded }) => row === undefined || !isDeepStrictEqual(row, folded))
      .map(
        ({ orderId, row, folded }) =>
          `${orderId}: ${JSON.stringify(row)} instead of ${JSON.stringify(folded)}`,
      ),
  };
}

/** Every saga ended, once, and as its order did. */
export function judgeSagas({ orders }: Facts, books: readonly OrderBook[]): Verdict {
  const statuses = new Map(orders.map(({ placed, order }) => [placed.orderId, order?.status]));
  const wanted = (orderId: string): string =>
    statuses.get(orderId) === 'shipped' ? 'completed' : 'cancelled';
  return {
    invariant: 'sagas',
    figures: `${books.filter(({ sagaOutcomes }) => sagaOutcomes.length > 0).length} ended`,
    problems: books
      .filter(({ orderId, sagaOutcomes }) => sagaOutcomes.join() !== wanted(orderId))
      .map(({ orderId, sagaOutcomes }) => {
        const ends = sagaOutcomes.join(', ') || 'not ended';
        return `the saga of ${orderId} is ${ends}, not ${wanted(orderId)}`;
      }),
  };
}

const isShipped = (order: OrderFacts['order']): boolean => order?.status === 'shipped';

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
