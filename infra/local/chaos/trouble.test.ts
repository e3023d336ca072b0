import type { Call } from '../load/exchange.ts';
import { fastClock } from '../load/fast-clock.ts';
import type { OrderRequest } from '../load/order-request.ts';
import type { Shop } from '../load/shop.ts';
import { smallDay } from './small-day.ts';
import { troubledShop, troubleOf } from './trouble.ts';

const keys = Array.from({ length: 100 }, (_, i) => `key-${i}`);
const withTrouble = (trouble: string) => keys.find((key) => troubleOf(key, 1) === trouble) ?? '';
const order = { paymentMethod: 'tok_visa', shippingAddress: { postalCode: 'N1' } } as OrderRequest;

/** A shop that takes every order, and notes it. */
function world() {
  const placed: OrderRequest[] = [];
  const calls: Call[] = [];
  const shop = {
    place: (request: OrderRequest) => {
      placed.push(request);
      return Promise.resolve({ outcome: 'placed', orderId: 'ord-1' } as const);
    },
  } as unknown as Shop;
  const client = {
    call: (call: Call) => {
      calls.push(call);
      return Promise.resolve({ status: 409, body: null, retryAfterMs: 0 });
    },
    retries: () => 0,
  };
  return { placed, calls, troubled: troubledShop(shop, { client, clock: fastClock, seed: 1 }) };
}

describe('the troubles of a day', () => {
  it('are all there, and the same for the same seed', () => {
    const kinds = ['declined', 'undeliverable', 'flaky', 'cancelled', 'none'];
    expect(new Set(keys.map((key) => troubleOf(key, 1)))).toEqual(new Set(kinds));
    const again = (seed: number) => keys.map((key) => troubleOf(key, seed));
    expect(again(1)).toEqual(again(1));
    expect(again(1)).not.toEqual(again(2));
  });

  it.each([
    ['declined', { paymentMethod: 'tok_declined' }],
    ['flaky', { paymentMethod: 'tok_flaky' }],
    ['undeliverable', { shippingAddress: { postalCode: '00000' } }],
    ['none', order],
  ])('%s is what the order is placed with', async (trouble, expected) => {
    const { troubled, placed, calls } = world();
    await troubled.place(order, withTrouble(trouble));
    expect(placed).toEqual([expect.objectContaining(expected)]);
    expect(calls).toEqual([]);
  });

  it('cancelled is asked for once the order is placed, and may come too late', async () => {
    const { troubled, calls } = world();
    await troubled.place(order, withTrouble('cancelled'));
    expect(calls).toEqual([expect.objectContaining({ path: '/orders/ord-1/cancel' })]);
  });

  it('befall a small day of 30 to 40 orders, made by its seed', () => {
    const { invoices, skipped } = smallDay(5);
    expect(invoices.length).toBeGreaterThanOrEqual(30);
    expect(invoices.length).toBeLessThanOrEqual(40);
    expect(skipped).toEqual([]);
    expect(smallDay(5)).toEqual(smallDay(5));
  });
});
