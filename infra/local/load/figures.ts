import { count } from './describe-day.ts';
import type { OrderFacts } from './facts.ts';
import { groupBy } from './group-by.ts';
import { formatMoney } from './money.ts';

/** What was sold of a product. Revenue in minor units. */
export interface ProductFigures {
  readonly productId: string;
  readonly quantity: number;
  readonly revenue: number;
}

/** The sums over orders of one currency, placed in a period that has all of them. Money in minor units. */
export interface Figures {
  readonly currency: string;
  readonly orders: number;
  readonly revenue: number;
  readonly shipped: number;
  readonly cancelled: number;
  readonly cancelledRevenue: number;
  /** Neither shipped nor cancelled. */
  readonly open: number;
  /** Shipped out of all, from 0 to 1. */
  readonly rate: number | null;
  /** Shipments of which it is known how long they took. */
  readonly timed: number;
  /** By pieces, then by id; the first thousand. */
  readonly bestSellers: readonly ProductFigures[];
}

/** The most products that analytics lists. */
export const mostProducts = 1_000;

/** The figures that must come of orders, computed from their invoices and from what became of each. */
export function figuresOf(orders: readonly OrderFacts[]): Figures[] {
  if (orders.length === 0) return [];
  const withStatus = (status: string) => orders.filter(({ order }) => order?.status === status);
  const [shipped, cancelled] = [withStatus('shipped').length, withStatus('cancelled')];
  return [
    {
      currency: 'GBP',
      orders: orders.length,
      revenue: worth(orders),
      shipped,
      cancelled: cancelled.length,
      cancelledRevenue: worth(cancelled),
      open: orders.length - shipped - cancelled.length,
      rate: shipped / orders.length,
      timed: shipped,
      bestSellers: bestSellersOf(orders),
    },
  ];
}

/** In what the figures that were counted differ from those that must be; empty when in nothing. */
export function differences(wanted: readonly Figures[], counted: readonly Figures[]): string[] {
  const currencies = new Set([...wanted, ...counted].map(({ currency }) => currency));
  return [...currencies].flatMap((currency) => {
    const of = (all: readonly Figures[]) => all.find((each) => each.currency === currency);
    const [right, found] = [of(wanted), of(counted)];
    if (!right || !found) return [`${currency} ${found ? 'was not sold in' : 'is missing'}`];
    return [...differentSums(right, found), ...differentProducts(right, found)];
  });
}

/** The figures, for a person to read. */
export function describeFigures(all: readonly Figures[]): string {
  if (all.length === 0) return 'none';
  return all
    .map(({ currency, orders, revenue, shipped, cancelled, rate, bestSellers: [best] }) => {
      const conversion = rate === null ? '' : ` (${(rate * 100).toFixed(1)} %)`;
      const first = best && `, best seller ${best.productId} with ${count(best.quantity, 'piece')}`;
      const placed = `${count(orders, 'order')} of ${formatMoney(revenue, currency)}`;
      return `${placed}, ${shipped} shipped${conversion}, ${cancelled} cancelled${first ?? ''}`;
    })
    .join('; ');
}

const compared = [
  ...(['orders', 'revenue', 'shipped', 'cancelled', 'cancelledRevenue'] as const),
  ...(['open', 'rate', 'timed'] as const),
];

function differentSums(right: Figures, found: Figures): string[] {
  return compared
    .filter((name) => found[name] !== right[name])
    .map((name) => `${name}: ${String(found[name])} instead of ${String(right[name])}`);
}

function differentProducts(right: Figures, found: Figures): string[] {
  const places = Math.max(right.bestSellers.length, found.bestSellers.length);
  return Array.from({ length: places }, (_, place) => {
    const [counted, wanted] = [found, right].map(({ bestSellers }) => inWords(bestSellers[place]));
    return counted === wanted ? [] : [`best seller ${place + 1}: ${counted} instead of ${wanted}`];
  }).flat();
}

function inWords(product: ProductFigures | undefined): string {
  if (product === undefined) return 'nothing';
  return `${product.productId} (${product.quantity} for ${product.revenue})`;
}

function bestSellersOf(orders: readonly OrderFacts[]): ProductFigures[] {
  const lines = orders.flatMap(({ placed }) => placed.invoice.items);
  const sums = [...groupBy(lines, ({ productId }) => productId)].map(([productId, some]) => ({
    productId,
    quantity: some.reduce((sum, { quantity }) => sum + quantity, 0),
    revenue: some.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
  }));
  return sums
    .sort((a, b) => b.quantity - a.quantity || (a.productId < b.productId ? -1 : 1))
    .slice(0, mostProducts);
}

function worth(orders: readonly OrderFacts[]): number {
  return orders.reduce((sum, { placed }) => sum + placed.invoice.total, 0);
}
