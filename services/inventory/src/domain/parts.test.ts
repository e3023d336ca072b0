import fc from 'fast-check';
import { mergedByProduct, partCount, productsOf, productsPerPart } from './parts.ts';

const items = fc.array(
  fc.record({
    productId: fc.nat(400).map((n) => `P${n}`),
    quantity: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 400 },
);
const piecesOf = (lines: readonly { quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

describe('the lines of an order', () => {
  it('are one a product, in the order of the ids', () =>
    expect(
      mergedByProduct([
        { productId: 'b', quantity: 1 },
        { productId: 'B', quantity: 2 },
        { productId: 'b', quantity: 4 },
      ]),
    ).toEqual([
      { productId: 'B', quantity: 2 },
      { productId: 'b', quantity: 5 },
    ]));

  it('lose no piece and no product when they are merged', () => {
    fc.assert(
      fc.property(items, (lines) => {
        const merged = mergedByProduct(lines);
        const ids = merged.map(({ productId }) => productId);
        expect(piecesOf(merged)).toBe(piecesOf(lines));
        expect(new Set(ids)).toEqual(new Set(lines.map(({ productId }) => productId)));
        expect(ids).toEqual([...new Set(ids)].sort());
      }),
    );
  });

  it('are all in the parts, each once, and no part is more than a transaction holds', () => {
    fc.assert(
      fc.property(items, (lines) => {
        const merged = mergedByProduct(lines);
        const parts = Array.from({ length: partCount(merged) }, (_, i) => productsOf(merged, i));
        expect(parts.flat()).toEqual(merged);
        for (const part of parts) expect([0, productsPerPart + 1]).not.toContain(part.length);
        expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(productsPerPart);
      }),
    );
  });

  it.each([
    [1, 1],
    [99, 1],
    [100, 2],
    [198, 2],
    [250, 3],
  ])('over %d products make %d parts', (products, parts) => {
    const lines = Array.from({ length: products }, (_, i) => ({
      productId: `P${i}`,
      quantity: 1,
    }));
    expect(partCount(lines)).toBe(parts);
  });
});
