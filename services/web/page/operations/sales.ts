/** `GET /analytics/summary`; see docs/analytics.md. Money is in minor units. */
export interface Summary {
  readonly by: 'minute' | 'day';
  readonly currencies: readonly CurrencySummary[];
}

export interface CurrencySummary {
  readonly currency: string;
  readonly orders: number;
  readonly revenue: number;
  readonly shipped: number;
  readonly cancelled: number;
  readonly conversion: { readonly rate: number | null };
  readonly placedToShipped: { readonly medianMs: number | null; readonly p95Ms: number | null };
  readonly series: readonly Point[];
}

export interface Point {
  readonly at: string;
  readonly orders: number;
  readonly revenue: number;
}

/** `GET /analytics/top-products`. */
export interface TopProducts {
  readonly currencies: readonly {
    readonly currency: string;
    readonly products: readonly {
      readonly productId: string;
      readonly quantity: number;
      readonly revenue: number;
    }[];
  }[];
}

export const periods = [
  { name: 'Last hour', ms: 3_600_000 },
  { name: 'Last 24 hours', ms: 86_400_000 },
  { name: 'Last 7 days', ms: 7 * 86_400_000 },
  { name: 'Last 30 days', ms: 30 * 86_400_000 },
] as const;

/** A period, in milliseconds since 1970. The end is not included. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A period that ends now, on whole minutes. */
export function periodUntil(nowMs: number, ms: number): Period {
  const toMs = Math.ceil(nowMs / 60_000) * 60_000;
  return { fromMs: toMs - ms, toMs };
}

/** The period as a query. */
export function queryOf({ fromMs, toMs }: Period): string {
  const text = (at: number): string => encodeURIComponent(new Date(at).toISOString());
  return `from=${text(fromMs)}&to=${text(toMs)}`;
}

/**
 * The points of a chart: what is left out of the answer, because nothing happened, is nothing. Minutes are taken together
 * so that there are at most `most` points.
 */
export function pointsOf(
  { by, series }: Pick<Summary, 'by'> & { series: readonly Point[] },
  period: Period,
  most = 60,
): Point[] {
  const unit = by === 'day' ? 86_400_000 : 60_000;
  const first = Math.floor(period.fromMs / unit) * unit;
  const count = Math.max(1, Math.ceil((period.toMs - first) / unit));
  const width = Math.ceil(count / most) * unit;
  const points = Array.from(
    { length: Math.ceil((period.toMs - first) / width) || 1 },
    (_, index) => ({
      at: new Date(first + index * width).toISOString(),
      ...{ orders: 0, revenue: 0 },
    }),
  );
  for (const { at, orders, revenue } of series) {
    const point = points[Math.floor((Date.parse(at) - first) / width)];
    if (!point) continue;
    point.orders += orders;
    point.revenue += revenue;
  }
  return points;
}
