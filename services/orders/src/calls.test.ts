import { useComponent } from '../../../infra/local/component/component.ts';
import { orderRequest } from '../../../infra/local/component/order-request.ts';
import type { Receipt } from './order-desk.ts';
import type { PriceRow } from './price-list.ts';
import type { OrderSummary } from './projections/order-summary.ts';

/** Without workers: every call is the request's own, and nothing is projected. */
const orders = useComponent('orders', { isIdle: true });

const products = ['A', 'B', 'C'].map((productId) => ({ productId, quantity: 1 }));
beforeAll(async () => {
  const prices = orders.table<PriceRow>('product-prices');
  for (const { productId } of products) {
    await prices.put({ productId, unitPrice: 100, currency: 'GBP', version: 1 });
  }
});

async function place(key?: string): Promise<Receipt> {
  const client = await orders.client('cust-ann');
  const request = client.post('/orders').send(orderRequest({ items: products }));
  return (await (key === undefined ? request : request.set('idempotency-key', key)))
    .body as Receipt;
}

describe('the calls of an order of three lines', () => {
  it('are one read of prices and two writes', async () => {
    await place();
    const calls = await orders.callsDuring(() => place());
    expect(calls).toEqual({ BatchGetItem: 1, PutItem: 2 });
  });

  it('are as many under a key', async () => {
    const calls = await orders.callsDuring(() => place('key-1'));
    expect(calls).toEqual({ BatchGetItem: 1, PutItem: 2 });
  });
});

describe('an order that the read model does not hold yet', () => {
  it('is shown from its commits', async () => {
    const { orderId } = await place();
    expect(await orders.table<OrderSummary>('orders').get({ orderId })).toBeUndefined();
    const answer = await (await orders.client('cust-ann')).get(`/orders/${orderId}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      orderId,
      customerId: 'cust-ann',
      status: 'placed',
      items: products.map((product) => ({ ...product, unitPrice: 100 })),
      total: 300,
      currency: 'GBP',
      version: 1,
      createdAt: expect.any(String) as string,
      updatedAt: expect.any(String) as string,
    });
  });

  it('can be cancelled', async () => {
    const { orderId } = await place();
    const client = await orders.client('cust-ann');
    await client.post(`/orders/${orderId}/cancel`).send({ reason: 'changed-my-mind' });
    const body: unknown = (await client.get(`/orders/${orderId}`)).body;
    expect(body).toMatchObject({ status: 'cancelled', version: 2 });
  });
});
