import fc from 'fast-check';
import { batchesOf, maxBytes, sizeOf } from './batches.ts';

const asIs = (body: string): string => body;
/** Many small bodies and some that almost fill a call. */
const body = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  fc.nat(maxBytes - sizeOf('')).map((length) => 'x'.repeat(length)),
  fc.nat(60_000).map((length) => 'ü'.repeat(length)),
);

describe('the batches of messages', () => {
  it('hold every message once, in order, within the limits of a call', () => {
    fc.assert(
      fc.property(fc.array(body, { maxLength: 60 }), (bodies) => {
        const batches = batchesOf(bodies, asIs);
        const sizes = batches.map((batch) => batch.reduce((sum, each) => sum + sizeOf(each), 0));
        expect(batches.flat().every((each, i) => each === bodies[i])).toBe(true);
        expect(batches.flat()).toHaveLength(bodies.length);
        expect(batches.filter(({ length }) => length === 0 || length > 10)).toEqual([]);
        expect(sizes.filter((size) => size > maxBytes)).toEqual([]);
      }),
    );
  });

  it('are as few as ten a call allow', () =>
    expect(batchesOf(Array(25).fill('x') as string[], asIs).map(({ length }) => length)).toEqual([
      10, 10, 5,
    ]));

  it('count bytes, not characters', () => {
    const umlauts = 'ü'.repeat(100_000);
    expect(batchesOf([umlauts, umlauts], asIs)).toHaveLength(2);
    expect(batchesOf(['u'.repeat(100_000), 'u'.repeat(100_000)], asIs)).toHaveLength(1);
  });

  it('of nothing are none', () => expect(batchesOf([], asIs)).toEqual([]));
});
