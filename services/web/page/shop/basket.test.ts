import type { Api, CallOptions } from '../api/api.ts';
import { ApiProblem } from '../api/problem.ts';
import { Basket } from './basket.ts';

/** A shop that remembers baskets, and what it was asked. */
function shop() {
  const calls: string[] = [];
  const baskets = new Map<
    string,
    { status: string; items: { productId: string; quantity: number }[] }
  >();
  const answer = (path: string, { method = 'GET', body }: CallOptions): unknown => {
    calls.push(`${method} ${path}`);
    if (path === '/orders/drafts') {
      const orderId = `ord-${baskets.size + 1}`;
      baskets.set(orderId, { status: 'draft', items: [] });
      return { orderId };
    }
    const [, , orderId = '', what, productId] = path.split('/');
    const basket = baskets.get(orderId);
    if (!basket) throw new ApiProblem(404, { code: 'not-found' });
    if (what === 'history') return { events: [], state: { orderId, ...basket } };
    if (basket.status !== 'draft') throw new ApiProblem(409, { code: 'order-is-not-a-draft' });
    if (what === 'place') basket.status = 'placed';
    else if (method === 'DELETE')
      basket.items = basket.items.filter((item) => item.productId !== productId);
    else basket.items = [...basket.items, body as { productId: string; quantity: number }];
    return {};
  };
  const keys = new Set<string>();
  let trouble: 'away' | 'loses-answers' | undefined;
  const api: Api = <T>(path: string, options: CallOptions = {}) =>
    new Promise<T>((resolve) => {
      if (trouble === 'away') throw new TypeError('Failed to fetch');
      const key = options.idempotencyKey;
      const isKnown = key !== undefined && keys.has(key);
      const answered = isKnown ? {} : answer(path, options);
      if (key !== undefined) keys.add(key);
      if (trouble === 'loses-answers') throw new TypeError('Failed to fetch');
      resolve(answered as T);
    });
  const kept = new Map<string, string>();
  let customer: string | undefined = 'cust-1';
  const basket = new Basket(
    api,
    {
      get: (whose) => kept.get(whose) ?? null,
      set: (whose, orderId) =>
        orderId === undefined ? kept.delete(whose) : kept.set(whose, orderId),
    },
    () => customer,
  );
  const content = () =>
    basket.content()?.items.map(({ productId, quantity }) => `${quantity} ${productId}`);
  const suffer = (what: typeof trouble) => (trouble = what);
  const become = (who: string) => (customer = who);
  return { basket, baskets, kept, calls, content, become, suffer };
}
const contact = { email: 'a@b.c', shippingAddress: {}, paymentMethod: 'tok_visa' };

describe('the basket', () => {
  it('begins with the first thing put into it, once', async () => {
    const { basket, content, calls } = shop();
    await Promise.all([basket.add('lamp'), basket.add('mug', 2)]);
    expect(content()).toEqual(['1 lamp', '2 mug']);
    expect(calls.filter((call) => call.endsWith('drafts'))).toHaveLength(1);
  });

  it('holds as many as it is told', async () => {
    const { basket, content } = shop();
    await basket.add('lamp', 2);
    await basket.setQuantity('lamp', 5);
    expect(content()).toEqual(['2 lamp', '3 lamp']);
    await basket.setQuantity('lamp', 1);
    expect(content()).toEqual(['1 lamp']);
    await basket.setQuantity('lamp', 0);
    expect(content()).toEqual([]);
  });

  it('is empty when bought, and begins anew', async () => {
    const { basket, content, baskets, kept } = shop();
    await basket.add('lamp');
    expect(await basket.buy(contact)).toBe('ord-1');
    expect([content(), kept.size, baskets.get('ord-1')?.status]).toEqual([undefined, 0, 'placed']);
    await expect(basket.buy(contact)).rejects.toThrow();
    await basket.add('mug');
    expect([content(), baskets.size]).toEqual([['1 mug'], 2]);
  });

  it('is another when this one was bought or lost elsewhere', async () => {
    const { basket, content, baskets } = shop();
    await basket.add('lamp');
    Object.assign(baskets.get('ord-1') ?? {}, { status: 'placed' });
    await basket.add('mug');
    expect(content()).toEqual(['1 mug']);
    baskets.delete('ord-2');
    await basket.open();
    expect(content()).toBeUndefined();
  });

  it('is the same when it could not be looked up at first', async () => {
    const { basket, content, suffer, baskets } = shop();
    await basket.add('lamp');
    suffer('away');
    await expect(basket.open()).rejects.toThrow();
    suffer(undefined);
    await basket.add('mug');
    expect([content(), baskets.size]).toEqual([['1 lamp', '1 mug'], 1]);
  });

  it('holds once what was put in again because the answer was lost', async () => {
    const { basket, content, suffer } = shop();
    await basket.add('mug');
    suffer('loses-answers');
    await expect(basket.add('lamp')).rejects.toThrow();
    suffer(undefined);
    await basket.add('lamp');
    expect(content()).toEqual(['1 mug', '1 lamp']);
    await basket.add('lamp');
    expect(content()).toEqual(['1 mug', '1 lamp', '1 lamp']);
  });

  it('is each customer’s own', async () => {
    const { basket, content, become } = shop();
    await basket.add('lamp');
    become('cust-2');
    await basket.open();
    expect(content()).toBeUndefined();
    become('cust-1');
    await basket.open();
    expect(content()).toEqual(['1 lamp']);
  });
});
