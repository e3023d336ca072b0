import { goodsOf } from './goods.ts';
import type { DraftLine } from './invoice-draft.ts';

const line = (change: Partial<DraftLine> = {}): DraftLine => ({
  ...{ id: '1', names: ['LAMP'], quantity: '2', adjustments: [] },
  ...change,
});
const goods = (...lines: DraftLine[]) => goodsOf({ kind: 'invoice', lines }, '10');

describe('the goods of an invoice', () => {
  it('are its lines, each product once', () =>
    expect(goods(line(), line({ names: ['VASE'] }), line({ quantity: '3' }))).toEqual({
      goods: [
        { productId: 'LAMP', quantity: 5 },
        { productId: 'VASE', quantity: 2 },
      ],
      findings: [],
    }));

  it('go by the first name that a product can have', () =>
    expect(goods(line({ names: ['no product', 'LAMP', 'VASE'] })).goods).toEqual([
      { productId: 'LAMP', quantity: 2 },
    ]));

  it.each<[string, Partial<DraftLine>]>([
    ['product-missing', { names: [] }],
    ['product-missing', { names: ['a b'] }],
    ['quantity-not-whole', { quantity: '1.5' }],
    ['quantity-not-positive', { quantity: '0' }],
    ['quantity-not-positive', { quantity: '-2' }],
    ['line-returned', { amount: '-20' }],
  ])('leave out a line for %s', (code, change) =>
    expect(goods(line(change))).toEqual({ goods: [], findings: [{ code, line: '1' }] }),
  );

  it('leave out more than a stock can take in at once', () => {
    const half = line({ quantity: '600000' });
    expect(goods(half, half)).toEqual({
      goods: [],
      findings: [{ code: 'quantity-too-large', stated: '1200000' }],
    });
  });

  it('are none of a credit note, and none where the supplier owes', () => {
    expect(goodsOf({ kind: 'credit-note', lines: [line()] }, '10').goods).toEqual([]);
    expect(goodsOf({ kind: 'invoice', lines: [line()] }, '-10').goods).toEqual([]);
  });
});
