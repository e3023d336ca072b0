import { countOf, quantileOf } from './duration-sketch.ts';
import { bucketCountedBy, daysOf, minutesOf, type Figure } from './figures.ts';
import { daysIn, isWithin, type Period } from './period.ts';

/** What happened in a stretch of time. Money in minor units. */
export interface Totals {
  /** Orders placed, and what they are worth, whatever became of them. */
  readonly orders: number;
  readonly revenue: number;
  readonly shipped: number;
  readonly cancelled: number;
  /** What the orders cancelled were worth. */
  readonly cancelledRevenue: number;
}

/** The figures of one currency. */
export interface CurrencySummary extends Totals {
  readonly currency: string;
  /** What became, until now, of the orders that were placed in the period. */
  readonly conversion: {
    readonly shipped: number;
    readonly cancelled: number;
    readonly open: number;
    /** Shipped out of all, from 0 to 1; null without orders. */
    readonly rate: number | null;
  };
  /** How long the orders took that were shipped in the period. */
  readonly placedToShipped: {
    readonly count: number;
    readonly medianMs: number | null;
    readonly p95Ms: number | null;
  };
  /** `at` is where a minute or a day begins. Those in which nothing happened are left out. */
  readonly series: readonly (Totals & { readonly at: string })[];
}

/** Where a period's figures are. */
export function partitionsOf(period: Period): string[] {
  const days = daysIn(period);
  if (period.by === 'minute') return days.map(minutesOf);
  return [...new Set(days.map((day) => daysOf(day.slice(0, 4))))];
}

/** The summary of a period, from the figures of its partitions. */
export function summaryOf(period: Period, figures: readonly Figure[]): CurrencySummary[] {
  const byCurrency = new Map<string, { at: string; amounts: Figure['amounts'] }[]>();
  for (const figure of figures) {
    const { at, currency } = placeOf(figure);
    if (!isWithin(period, at)) continue;
    const { amounts } = figure;
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), { at, amounts }]);
  }
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, moments]) => {
      const sums = sumOf(moments.map(({ amounts }) => amounts));
      const { orders, ...others } = totalsOf(sums);
      const { shippedOfThese: shipped = 0, cancelledOfThese: cancelled = 0 } = sums;
      const rate = orders > 0 ? shipped / orders : null;
      return {
        ...{ currency, orders, ...others },
        conversion: { shipped, cancelled, open: orders - shipped - cancelled, rate },
        placedToShipped: durationsOf(sums),
        series: moments
          .map(({ at, amounts }) => ({ at, ...totalsOf(amounts) }))
          .sort((a, b) => (a.at < b.at ? -1 : 1)),
      };
    });
}

/** The instant and the currency that a minute's or day's key names. */
function placeOf({ key: { partition, entry } }: Figure): { at: string; currency: string } {
  const [time = '', currency = ''] = entry.split('#');
  const [, of = ''] = partition.split('#');
  const at = partition === minutesOf(of) ? `${of}T${time}:00.000Z` : `${time}T00:00:00.000Z`;
  return { at, currency };
}

function totalsOf(amounts: Figure['amounts']): Totals {
  const { orders = 0, revenue = 0, shipped = 0, cancelled = 0, cancelledRevenue = 0 } = amounts;
  return { orders, revenue, shipped, cancelled, cancelledRevenue };
}

function durationsOf(sums: Figure['amounts']): CurrencySummary['placedToShipped'] {
  const sketch = new Map<number, number>();
  for (const [amount, count] of Object.entries(sums)) {
    const bucket = bucketCountedBy(amount);
    if (bucket !== undefined) sketch.set(bucket, count);
  }
  const [medianMs, p95Ms] = [quantileOf(sketch, 0.5), quantileOf(sketch, 0.95)];
  return { count: countOf(sketch), medianMs, p95Ms };
}

function sumOf(all: readonly Figure['amounts'][]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const amounts of all) {
    for (const [name, n] of Object.entries(amounts)) sums[name] = (sums[name] ?? 0) + n;
  }
  return sums;
}
