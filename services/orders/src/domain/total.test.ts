import { Rejection } from '@waybill/kernel/failure';
import { totalOf } from './total.ts';

describe('the total of an order', () => {
  it('is what all pieces cost', () =>
    expect(
      totalOf([
        { productId: 'LAMP', quantity: 2, unitPrice: 255 },
        { productId: 'SHADE', quantity: 1, unitPrice: 100 },
      ]),
    ).toBe(610));

  it('is nothing for nothing', () => expect(totalOf([])).toBe(0));

  it('is exact up to the largest safe number, and refused beyond', () => {
    const most = { productId: 'YACHT', quantity: 1, unitPrice: Number.MAX_SAFE_INTEGER };
    expect(totalOf([most])).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => totalOf([most, { ...most, unitPrice: 1 }])).toThrow(
      new Rejection('total-is-too-large'),
    );
  });
});
