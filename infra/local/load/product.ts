import { groupBy } from './group-by.ts';
import type { Sale } from './sale.ts';

/** What the shop sells, and how much of it the day takes. */
export interface Product {
  readonly productId: string;
  readonly name: string;
  /** In pence: the price on most of its lines, the first of equals. */
  readonly unitPrice: number;
  /** Pieces over all invoices. */
  readonly demand: number;
}

const longestName = 200;

/** The products of a day's sales, in the order of their first sale. */
export function productsOf(sales: readonly Sale[]): Product[] {
  const byProduct = groupBy(sales, ({ stockCode }) => stockCode);
  return [...byProduct].map(([productId, lines]) => ({
    productId,
    name: nameOf(lines) ?? productId,
    unitPrice: mostFrequent(lines.map(({ unitPrice }) => unitPrice)),
    demand: lines.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}

function mostFrequent(prices: readonly number[]): number {
  const groups = [...groupBy(prices, (price) => price).values()];
  const largest = groups.reduce((most, group) => (group.length > most.length ? group : most));
  return largest[0] ?? 0;
}

/** A catalogue's names are shorter than a text in a file may be. */
function nameOf(lines: readonly Sale[]): string | undefined {
  return lines.find(({ description }) => description !== '')?.description.slice(0, longestName);
}
