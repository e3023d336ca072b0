import { Type } from '@sinclair/typebox';
import { read } from './answers.ts';
import type { Client } from './client.ts';
import { mostProducts, type Figures } from './figures.ts';

const Count = Type.Integer();
const Summary = Type.Object({
  currencies: Type.Array(
    Type.Object({
      currency: Type.String(),
      orders: Count,
      revenue: Count,
      shipped: Count,
      cancelled: Count,
      cancelledRevenue: Count,
      conversion: Type.Object({ open: Count, rate: Type.Union([Type.Number(), Type.Null()]) }),
      placedToShipped: Type.Object({ count: Count }),
    }),
  ),
});
const TopProducts = Type.Object({
  currencies: Type.Array(
    Type.Object({
      currency: Type.String(),
      products: Type.Array(
        Type.Object({ productId: Type.String(), quantity: Count, revenue: Count }),
      ),
    }),
  ),
});

/** What analytics counts of the days from one instant to another, both in milliseconds since 1970. */
export async function readFigures(
  client: Client,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<Figures[]> {
  const days = `from=${dayOf(fromMs)}&to=${dayOf(toMs)}`;
  const get = (path: string) => ({ method: 'GET' as const, path });
  const summary = get(`/analytics/summary?${days}&by=day`);
  const top = get(`/analytics/top-products?${days}&by=quantity&limit=${mostProducts}`);
  const totals = read(Summary, 200, summary, await client.call(summary)).currencies;
  const rankings = read(TopProducts, 200, top, await client.call(top)).currencies;
  return totals.map(({ conversion: { open, rate }, placedToShipped, ...sums }) => ({
    ...sums,
    open,
    rate,
    timed: placedToShipped.count,
    bestSellers: rankings.find(({ currency }) => currency === sums.currency)?.products ?? [],
  }));
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
