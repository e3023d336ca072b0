import type { Durations, Flow, ServiceFlow } from './answers.ts';

/** What flowed within a period: counts per minute, and how long things took, in seconds. */
export interface Rates {
  /** Messages handled a minute, by service. */
  readonly handled: ReadonlyMap<string, number>;
  /** Messages published a minute, by kind. */
  readonly published: ReadonlyMap<string, number>;
  /** p95 of how old messages were when they were received, by service. */
  readonly age: ReadonlyMap<string, number | undefined>;
  readonly publishLag: number | undefined;
  readonly projectionLag: number | undefined;
}

/** What happened between two looks. A counter that is lower than before began again at 0 with its process. */
export function ratesBetween(before: Flow, after: Flow): Rates {
  const minutes = (Date.parse(after.measuredAt) - Date.parse(before.measuredAt)) / 60_000;
  const perMinute = (count: number): number => (minutes > 0 ? count / minutes : 0);
  const earlier = new Map(before.services.map((each) => [each.service, each]));
  const handled = after.services.map(({ service, handled: counts }) => {
    const sum = increase(done(earlier.get(service)?.handled), done(counts));
    return [service, perMinute(sum)] as const;
  });
  const published = after.published.map(({ kind, count }) => {
    const was = before.published.find((each) => each.kind === kind)?.count ?? 0;
    return [kind, perMinute(increase(was, count))] as const;
  });
  const age = after.services.map(
    (each) => [each.service, quantile(0.95, earlier.get(each.service)?.age, each.age)] as const,
  );
  return {
    handled: new Map(handled),
    published: new Map(published),
    age: new Map(age),
    publishLag: quantile(0.95, before.publishLag, after.publishLag),
    projectionLag: quantile(0.95, before.projectionLag, after.projectionLag),
  };
}

const increase = (before: number, after: number): number =>
  after < before ? after : after - before;

const done = (counts: ServiceFlow['handled'] = []): number =>
  counts.reduce((sum, { outcome, count }) => sum + (outcome === 'done' ? count : 0), 0);

/** By linear interpolation within a bucket, as Prometheus does. Undefined where nothing was counted. */
export function quantile(
  q: number,
  before: Durations | undefined,
  after: Durations,
): number | undefined {
  const isAnew = before !== undefined && after.count < before.count;
  const start = isAnew ? undefined : before;
  const count = after.count - (start?.count ?? 0);
  if (count <= 0) return undefined;
  const wanted = q * count;
  let below = 0;
  let lower = 0;
  for (const { le, count: upTo } of after.buckets) {
    const was = start?.buckets.find((bucket) => bucket.le === le)?.count ?? 0;
    const inside = upTo - was;
    if (inside >= wanted) return lower + (le - lower) * ((wanted - below) / (inside - below || 1));
    below = inside;
    lower = le;
  }
  return lower;
}
