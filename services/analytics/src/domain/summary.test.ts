import { bestSellersOf } from './best-sellers.ts';
import type { Figure } from './figures.ts';
import { dayMs, minuteMs, type Period } from './period.ts';
import { partitionsOf, summaryOf } from './summary.ts';

const day = Date.parse('2026-12-31T00:00:00.000Z');
const minutes: Period = { fromMs: day, toMs: day + 10 * minuteMs, by: 'minute' };
const figure = (partition: string, entry: string, amounts: Figure['amounts']): Figure => ({
  key: { partition, entry },
  amounts,
});
const quiet = { orders: 0, revenue: 0, shipped: 0, cancelled: 0, cancelledRevenue: 0 };

describe('a summary', () => {
  it('reads the minutes of its days, or the days of its years', () => {
    expect(partitionsOf(minutes)).toEqual(['minutes#2026-12-31']);
    const days: Period = { fromMs: day, toMs: day + 2 * dayMs, by: 'day' };
    expect(partitionsOf(days)).toEqual(['days#2026', 'days#2027']);
  });

  it('adds up each currency on its own, and leaves out what is not within', () => {
    const within = figure('minutes#2026-12-31', '00:09#GBP', { orders: 2, revenue: 900 });
    const figures = [
      within,
      figure('minutes#2026-12-31', '00:01#GBP', { shipped: 1, 'took-0': 1 }),
      figure('minutes#2026-12-31', '00:10#GBP', { orders: 1, revenue: 1 }),
      figure('minutes#2026-12-31', '00:00#EUR', { orders: 4, revenue: 5, shippedOfThese: 3 }),
    ];
    expect(summaryOf(minutes, figures)).toEqual([
      {
        ...quiet,
        ...{ currency: 'EUR', orders: 4, revenue: 5 },
        conversion: { shipped: 3, cancelled: 0, open: 1, rate: 0.75 },
        placedToShipped: { count: 0, medianMs: null, p95Ms: null },
        series: [{ ...quiet, at: '2026-12-31T00:00:00.000Z', orders: 4, revenue: 5 }],
      },
      {
        ...quiet,
        ...{ currency: 'GBP', orders: 2, revenue: 900, shipped: 1 },
        conversion: { shipped: 0, cancelled: 0, open: 2, rate: 0 },
        placedToShipped: { count: 1, medianMs: 0, p95Ms: 0 },
        series: [
          { ...quiet, at: '2026-12-31T00:01:00.000Z', shipped: 1 },
          { ...quiet, at: '2026-12-31T00:09:00.000Z', orders: 2, revenue: 900 },
        ],
      },
    ]);
  });

  it('has no rate without orders', () => {
    const shipped = figure('minutes#2026-12-31', '00:01#GBP', { shipped: 1 });
    expect(summaryOf(minutes, [shipped])[0]?.conversion.rate).toBeNull();
  });
});

describe('the best sellers', () => {
  const sales = [
    figure('sales#2026-12-30', 'GBP#LAMP', { quantity: 1, revenue: 900 }),
    figure('sales#2026-12-31', 'GBP#LAMP', { quantity: 1, revenue: 900 }),
    figure('sales#2026-12-31', 'GBP#lamp', { quantity: 2, revenue: 4 }),
    figure('sales#2026-12-31', 'GBP#CUP', { quantity: 9, revenue: 9 }),
    figure('sales#2026-12-31', 'EUR#CUP', { quantity: 1 }),
  ];
  const ids = (by: 'quantity' | 'revenue', limit: number) =>
    bestSellersOf(sales, { by, limit }).map(({ currency, products }) => [
      currency,
      ...products.map(({ productId }) => productId),
    ]);

  it('are added over days, and ranked within a currency', () => {
    expect(ids('quantity', 10)).toEqual([
      ['EUR', 'CUP'],
      ['GBP', 'CUP', 'LAMP', 'lamp'],
    ]);
    expect(ids('revenue', 2)).toEqual([
      ['EUR', 'CUP'],
      ['GBP', 'LAMP', 'CUP'],
    ]);
    expect(bestSellersOf(sales, { by: 'revenue', limit: 1 })).toEqual([
      { currency: 'EUR', products: [{ productId: 'CUP', quantity: 1, revenue: 0 }] },
      { currency: 'GBP', products: [{ productId: 'LAMP', quantity: 2, revenue: 1_800 }] },
    ]);
  });
});
