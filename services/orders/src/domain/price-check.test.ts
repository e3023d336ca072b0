import { Rejection } from '@waybill/kernel/failure';
import { priced, type RequestedItem } from './price-check.ts';

const prices = new Map([
  ['LAMP', { productId: 'LAMP', unitPrice: 255, currency: 'GBP' }],
  ['lamp', { productId: 'lamp', unitPrice: 300, currency: 'GBP' }],
  ['LAMPE', { productId: 'LAMPE', unitPrice: 300, currency: 'EUR' }],
]);
const line = (productId: string, unitPrice?: number): RequestedItem => ({
  productId,
  quantity: 2,
  ...(unitPrice !== undefined && { unitPrice }),
});

function refusalOf(lines: readonly RequestedItem[], mayAgree = false): Rejection {
  try {
    priced(lines, 'GBP', prices, mayAgree);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new Error('the lines are not refused');
}

describe('the price of a line', () => {
  it('is the product’s own where none is asked for', () =>
    expect(priced([line('LAMP'), line('lamp')], 'GBP', prices, false)).toEqual([
      { productId: 'LAMP', quantity: 2, unitPrice: 255 },
      { productId: 'lamp', quantity: 2, unitPrice: 300 },
    ]));

  it('may be named by a customer who knows it', () =>
    expect(priced([line('LAMP', 255)], 'GBP', prices, false)).toEqual([
      { productId: 'LAMP', quantity: 2, unitPrice: 255 },
    ]));

  it('is not the customer’s to choose', () =>
    expect(refusalOf([line('LAMP', 1), line('lamp', 0), line('LAMP', 2)])).toMatchObject({
      code: 'price-differs',
      details: { productIds: ['LAMP', 'lamp'] },
    }));

  it.each([0, 1, 9_999])('may be agreed by staff at %d', (unitPrice) =>
    expect(priced([line('LAMP', unitPrice)], 'GBP', prices, true)).toEqual([
      { productId: 'LAMP', quantity: 2, unitPrice },
    ]),
  );

  it.each([false, true])('is unknown for an unknown product (staff: %s)', (mayAgree) =>
    expect(refusalOf([line('LAMP'), line('Lamp', 5)], mayAgree)).toMatchObject({
      code: 'product-unknown',
      details: { productIds: ['Lamp'] },
    }),
  );

  it.each([false, true])('is in no other currency (staff: %s)', (mayAgree) =>
    expect(refusalOf([line('LAMPE', 300)], mayAgree)).toMatchObject({
      code: 'currency-differs',
      details: { productIds: ['LAMPE'] },
    }),
  );

  it('is refused for at most twenty products by name', () => {
    const strangers = Array.from({ length: 30 }, (_, i) => line(`X-${i}`));
    expect(refusalOf(strangers).details.productIds).toHaveLength(20);
  });
});
