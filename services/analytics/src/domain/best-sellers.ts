import type { Figure } from './figures.ts';

/** By what products are ranked. */
export type Measure = 'quantity' | 'revenue';

/** The best sellers of one currency, best first. Revenue in minor units. */
export interface BestSellers {
  readonly currency: string;
  readonly products: readonly {
    readonly productId: string;
    readonly quantity: number;
    readonly revenue: number;
  }[];
}

/** The best sellers by currency, from the sales of some days. Of equals, the first by id. */
export function bestSellersOf(
  sales: readonly Figure[],
  { by, limit }: { readonly by: Measure; readonly limit: number },
): BestSellers[] {
  const byCurrency = new Map<string, Map<string, { quantity: number; revenue: number }>>();
  for (const { key, amounts } of sales) {
    const [currency = '', productId = ''] = key.entry.split('#');
    const products = byCurrency.get(currency) ?? new Map<string, Record<Measure, number>>();
    byCurrency.set(currency, products);
    const sum = products.get(productId) ?? { quantity: 0, revenue: 0 };
    const { quantity = 0, revenue = 0 } = amounts;
    products.set(productId, {
      quantity: sum.quantity + quantity,
      revenue: sum.revenue + revenue,
    });
  }
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, products]) => ({
      currency,
      products: [...products]
        .map(([productId, sums]) => ({ productId, ...sums }))
        .sort((a, b) => b[by] - a[by] || (a.productId < b.productId ? -1 : 1))
        .slice(0, limit),
    }));
}
