import fc from 'fast-check';
import { bucketOf, countOf, quantileOf, relativeError } from './duration-sketch.ts';

function sketchOf(durations: readonly number[]): Map<number, number> {
  const sketch = new Map<number, number>();
  for (const ms of durations) sketch.set(bucketOf(ms), (sketch.get(bucketOf(ms)) ?? 0) + 1);
  return sketch;
}

/** From a millisecond to a year, every magnitude as often. */
const duration = fc
  .double({ min: 0, max: Math.log(365 * 86_400_000), noNaN: true })
  .map((magnitude) => Math.round(Math.exp(magnitude)));

describe('a sketch of durations', () => {
  it('knows every quantile to its relative error, and to whole milliseconds', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0, 0.01, 0.5, 0.95, 0.99, 1),
        (durations, q) => {
          const sorted = durations.toSorted((a, b) => a - b);
          const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? 0;
          const answer = quantileOf(sketchOf(durations), q) ?? Infinity;
          expect(Math.abs(answer - exact)).toBeLessThanOrEqual(exact * relativeError + 1);
        },
      ),
    );
  });

  it('needs few buckets for a year', () => {
    expect(bucketOf(365 * 86_400_000)).toBeLessThan(620);
  });

  it('counts what took no time, or less by clocks that differ', () => {
    const sketch = sketchOf([0, -5_000, 1]);
    expect([countOf(sketch), quantileOf(sketch, 0.5)]).toEqual([3, 0]);
  });

  it('of nothing has no quantiles', () => expect(quantileOf(new Map(), 0.5)).toBeNull());
});
