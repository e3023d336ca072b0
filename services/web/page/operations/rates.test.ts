import type { Durations, Flow } from './answers.ts';
import { quantile, ratesBetween } from './rates.ts';

const durations = (...counts: number[]): Durations => ({
  buckets: counts.map((count, index) => ({ le: 10 ** index, count })),
  count: counts.at(-1) ?? 0,
});
const flow = (second: number, handled: number, age: Durations): Flow => ({
  measuredAt: new Date(second * 1_000).toISOString(),
  services: [
    {
      ...{ service: 'orders', inFlight: 0, age },
      handled: [{ type: 'A', outcome: 'done', count: handled }],
    },
  ],
  published: [{ kind: 'event', count: 2 * handled }],
  ...{ publishLag: age, projectionLag: durations(), sagasEnded: [], sagasNeedingAttention: 0 },
});

describe('rates', () => {
  it('are differences of counters, a minute', () => {
    const rates = ratesBetween(flow(0, 100, durations(1, 1)), flow(30, 150, durations(3, 5)));
    expect([rates.handled.get('orders'), rates.published.get('event')]).toEqual([100, 200]);
    expect(rates.projectionLag).toBeUndefined();
  });

  it('begin again where a process did', () => {
    const rates = ratesBetween(flow(0, 100, durations(9, 9)), flow(60, 7, durations(2, 4)));
    expect([rates.handled.get('orders'), rates.age.get('orders')]).toEqual([7, 1 + 9 * 0.9]);
  });

  it('are nothing between a look and itself', () => {
    const one = flow(0, 5, durations(1));
    expect(ratesBetween(one, one).handled.get('orders')).toBe(0);
  });
});

describe('a quantile', () => {
  it.each([
    [0.5, durations(50, 100), 1],
    [0.75, durations(50, 100), 1 + 9 * 0.5],
    [0.99, durations(100, 100), 0.99],
    [0.5, durations(), undefined],
    [1, { buckets: [{ le: 1, count: 1 }], count: 5 }, 1],
  ])('%d of %j is %s', (q, after, expected) =>
    expect(quantile(q, undefined, after)).toEqual(expected),
  );
});
