import type { OrderFacts } from './facts.ts';

/** How fast the orders went through. */
export interface Timing {
  /** From the first order's POST, taken or held up, to the last one shipped. */
  readonly seconds: number;
  readonly ordersPerSecond: number;
  /** Half of the orders took no longer from their POST until they were shipped. */
  readonly p50Seconds: number;
  readonly p95Seconds: number;
}

/** The timing of the shipped orders; `undefined` if there are none. */
export function timingOf(orders: readonly OrderFacts[]): Timing | undefined {
  const shipped = orders.flatMap(({ placed, order }) =>
    order?.status === 'shipped'
      ? [{ from: placed.sentAt, to: Math.max(placed.sentAt, Date.parse(order.updatedAt)) }]
      : [],
  );
  if (shipped.length === 0) return undefined;
  const first = orders.reduce(
    (least, { placed }) => Math.min(least, placed.sentAt - placed.heldUpMs),
    Infinity,
  );
  const last = shipped.reduce((most, { to }) => Math.max(most, to), 0);
  const durations = shipped.map(({ from, to }) => (to - from) / 1_000).sort((a, b) => a - b);
  const percentile = (part: number) => durations[Math.ceil(part * durations.length) - 1] ?? 0;
  const seconds = (last - first) / 1_000;
  return {
    seconds,
    ordersPerSecond: shipped.length / Math.max(seconds, 0.001),
    p50Seconds: percentile(0.5),
    p95Seconds: percentile(0.95),
  };
}
