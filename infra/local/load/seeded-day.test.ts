import fc from 'fast-check';
import { dayOf } from './day.ts';
import { seededRows } from './seeded-day.ts';

describe('a seeded day', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(seededRows(7)).toEqual(seededRows(7));
    expect(seededRows(7)).not.toEqual(seededRows(8));
  });

  it('is shaped as the real one, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
        const day = dayOf('made', seededRows(seed));
        const lengths = day.invoices.map(({ items }) => items.length);
        expect(day.invoices).toHaveLength(130);
        expect(Math.max(...lengths)).toBe(592);
        expect(lengths.filter((length) => length <= 40)).toHaveLength(129);
        expect(day.invoices.some(({ customer }) => customer === undefined)).toBe(true);
        expect(
          day.invoices.some(
            ({ items }) => new Set(items.map(({ productId }) => productId)).size < items.length,
          ),
        ).toBe(true);
        expect(new Set(day.skipped.map(({ reason }) => reason))).toEqual(
          new Set(['credit note', 'price is zero or negative']),
        );
      }),
      { numRuns: 20 },
    );
  });
});
