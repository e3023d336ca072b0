import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import type { OrderContact } from '@waybill/contracts/order-contact';
import { useComponent } from '../../../infra/local/component/component.ts';
import { contact, listed, orderRequest } from '../../../infra/local/component/order-request.ts';
import type { Receipt } from './order-desk.ts';

const orders = useComponent('orders');
beforeAll(() => orders.hasHeard(...listed));

const ann = () => orders.client('cust-ann');
const lamp = { productId: 'LAMP', quantity: 2 };
const small = { productId: 'lamp', quantity: 1 };

async function send(path: string, body: object, client = ann()) {
  return (await client).post(`/orders/${path}`).send(body);
}

async function basket(...items: object[]): Promise<string> {
  const answer = await send('drafts', { currency: 'GBP' });
  const { orderId } = answer.body as Receipt;
  for (const item of items) await send(`${orderId}/items`, item);
  return orderId;
}

const typesOf = async (orderId: string): Promise<string[]> =>
  (await orders.said('order-commits', orderId)).map(({ type }) => type);

describe('the response of a basket', () => {
  it('tells where it is when it is begun', async () => {
    const answer = await send('drafts', { currency: 'GBP' });
    const { orderId } = answer.body as Receipt;
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ orderId, status: 'draft', total: 0, version: 1 });
    expect(answer.headers.location).toBe(`/orders/${orderId}`);
  });

  it('tells what it would cost after every step', async () => {
    const orderId = await basket();
    const added = await send(`${orderId}/items`, lamp);
    expect(added.body).toEqual({ orderId, status: 'draft', total: 510, version: 2 });
    expect((await send(`${orderId}/items`, small)).body).toMatchObject({ total: 610, version: 3 });
    const removed = await (await ann()).delete(`/orders/${orderId}/items/LAMP`);
    expect(removed.body).toEqual({ orderId, status: 'draft', total: 100, version: 4 });
    const placed = await send(`${orderId}/place`, contact);
    expect([placed.status, placed.body]).toEqual([
      200,
      { orderId, status: 'placed', total: 100, version: 5 },
    ]);
  });

  it('is the same when it is bought again', async () => {
    const orderId = await basket(lamp);
    const first = await send(`${orderId}/place`, contact);
    const second = await send(`${orderId}/place`, contact);
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it.each([
    ['order-is-empty', [], 'place', contact],
    ['product-unknown', [], 'items', { productId: 'NONE', quantity: 1 }],
    ['price-differs', [], 'items', { ...lamp, unitPrice: 1 }],
    ['currency-differs', [], 'items', { productId: 'LAMPE', quantity: 1 }],
  ])('is a 409 where %s', async (code, items, path, body) => {
    const orderId = await basket(...items);
    const answer = await send(`${orderId}/${path}`, body);
    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ code })]);
  });

  it('is a 409 once the basket is bought', async () => {
    const orderId = await basket(lamp);
    await send(`${orderId}/place`, contact);
    const answer = await send(`${orderId}/items`, small);
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'order-is-not-a-draft' }),
    ]);
    expect((await (await ann()).delete(`/orders/${orderId}/items/LAMP`)).status).toBe(409);
  });

  it('refuses prices of yesterday when it is bought', async () => {
    const product = { productId: 'VASE', name: 'Vase', unitPrice: 50, currency: 'GBP' };
    await orders.hasHeard(ProductListed(product));
    const orderId = await basket({ productId: 'VASE', quantity: 1 });
    await orders.hears(PriceChanged({ ...product, unitPrice: 60 }), { version: 2 });
    await orders.settled();
    const answer = await send(`${orderId}/place`, contact);
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'price-differs', productIds: ['VASE'] }),
    ]);
  });

  it('refuses a line with which the sum would be no exact number', async () => {
    const yacht = { productId: 'YACHT', name: 'Yacht', unitPrice: 100_000_000, currency: 'GBP' };
    await orders.hasHeard(ProductListed(yacht));
    const dear = { productId: 'YACHT', quantity: 1_000_000 };
    const orderId = await basket(...Array<object>(90).fill(dear));
    const answer = await send(`${orderId}/items`, dear);
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'total-is-too-large' }),
    ]);
    expect(await orders.commits('order-commits', orderId)).toHaveLength(91);
  });
});

describe('the response of a basket to others', () => {
  it.each(['items', 'place', 'cancel'])('is a 404 for %s', async (path) => {
    const orderId = await basket(lamp);
    const body = { items: lamp, place: contact, cancel: { reason: 'mine-now' } }[path] ?? {};
    const bo = orders.client('cust-bo');
    expect((await send(`${orderId}/${path}`, body, bo)).status).toBe(404);
    expect((await send(`ord-nobody/${path}`, body)).status).toBe(404);
    expect((await send(`ORD!/${path}`, body)).status).toBe(404);
    expect(await typesOf(orderId)).toEqual(['OrderCreated', 'OrderStatusChanged', 'ItemAdded']);
  });

  it('is as good for staff as for its customer', async () => {
    const staff = orders.client('mia', 'staff');
    const body = { currency: 'GBP', customerId: 'cust-ann' };
    const { orderId } = (await send('drafts', body, staff)).body as Receipt;
    const added = await send(`${orderId}/items`, { ...lamp, unitPrice: 1 }, staff);
    expect(added.body).toMatchObject({ total: 2 });
    expect((await send(`${orderId}/items`, lamp)).body).toMatchObject({ total: 512 });
  });

  it('keeps a price that staff have agreed when the customer buys', async () => {
    const orderId = await basket(small);
    await send(`${orderId}/items`, { ...lamp, unitPrice: 1 }, orders.client('mia', 'staff'));
    const placed = await send(`${orderId}/place`, contact);
    expect([placed.status, placed.body]).toEqual([
      200,
      expect.objectContaining({ status: 'placed', total: 102 }),
    ]);
  });
});

describe('the state after a basket', () => {
  it('is every step, in order', async () => {
    const orderId = await basket(lamp, small, lamp);
    await (await ann()).delete(`/orders/${orderId}/items/LAMP`);
    await (await ann()).delete(`/orders/${orderId}/items/LAMP`);
    await send(`${orderId}/place`, contact);
    expect(await typesOf(orderId)).toEqual([
      ...['OrderCreated', 'OrderStatusChanged', 'ItemAdded', 'ItemAdded', 'ItemAdded'],
      ...['ItemRemoved', 'OrderPlaced', 'OrderStatusChanged'],
    ]);
  });

  it('has the contact as soon as it is bought, and not before', async () => {
    const orderId = await basket(lamp);
    const contacts = orders.table<OrderContact>('order-contacts');
    expect(await contacts.get({ orderId })).toBeUndefined();
    await send(`${orderId}/place`, contact);
    expect(await contacts.get({ orderId })).toEqual({
      orderId,
      customerId: 'cust-ann',
      ...contact,
    });
  });

  it('holds every line that came at once', async () => {
    const orderId = await basket();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(`${orderId}/items`, small)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const types = await typesOf(orderId);
    expect(types.filter((type) => type === 'ItemAdded')).toHaveLength(10);
  });

  it('is one purchase although it is bought ten times at once', async () => {
    const orderId = await basket(lamp);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(`${orderId}/place`, contact)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const types = await typesOf(orderId);
    expect(types.filter((type) => type === 'OrderPlaced')).toHaveLength(1);
  });
});

describe('the cancellation of an order', () => {
  it('is answered with its status, however often it is asked for', async () => {
    const body: unknown = (await (await ann()).post('/orders').send(orderRequest())).body;
    const { orderId } = body as Receipt;
    const cancel = () => send(`${orderId}/cancel`, { reason: 'changed-my-mind' });
    const cancelled = { orderId, status: 'cancelled', total: 610, version: 2 };
    expect([(await cancel()).body, (await cancel()).body]).toEqual([cancelled, cancelled]);
    expect((await typesOf(orderId)).filter((type) => type === 'OrderCancelled')).toHaveLength(1);
  });

  it('needs a reason', async () => {
    const orderId = await basket();
    expect((await send(`${orderId}/cancel`, {})).status).toBe(400);
    expect((await send(`${orderId}/cancel`, { reason: 'x'.repeat(201) })).status).toBe(400);
  });

  it('ends a basket, which then cannot be bought', async () => {
    const orderId = await basket(lamp);
    await send(`${orderId}/cancel`, { reason: 'changed-my-mind' });
    const answer = await send(`${orderId}/place`, contact);
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'order-is-cancelled' }),
    ]);
  });
});
