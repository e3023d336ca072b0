import { OrderPlaced, OrderStatusChanged } from '@waybill/contracts/order-events';
import type { OrderContact } from '@waybill/contracts/order-contact';
import { useComponent } from '../../../infra/local/component/component.ts';
import { contact, listed, orderRequest } from '../../../infra/local/component/order-request.ts';
import type { Receipt } from './order-desk.ts';

const orders = useComponent('orders');
beforeAll(() => orders.hasHeard(...listed));

const ann = () => orders.client('cust-ann');
const staff = () => orders.client('mia', 'staff');
const lines = (unitPrice?: number) => ({ items: [{ productId: 'LAMP', quantity: 1, unitPrice }] });

async function placed(change = {}): Promise<Receipt> {
  const answer = await (await ann()).post('/orders').send(orderRequest(change));
  expect(answer.status).toBe(201);
  return answer.body as Receipt;
}

describe('the response to an order', () => {
  it('tells its id, where it is, and what it costs', async () => {
    const answer = await (await ann()).post('/orders').send(orderRequest());
    const { orderId } = answer.body as Receipt;
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ orderId, status: 'placed', total: 610, version: 1 });
    expect(orderId).toMatch(/^ord-[a-z0-9]+$/);
    expect(answer.headers.location).toBe(`/orders/${orderId}`);
  });

  it('of a guest is the same', async () => {
    const guest = await orders.client('guest-7f3a');
    expect((await guest.post('/orders').send(orderRequest())).status).toBe(201);
  });

  it.each([
    ['product-unknown', { items: [{ productId: 'Lamp', quantity: 1 }] }, { productIds: ['Lamp'] }],
    ['price-differs', lines(1), { productIds: ['LAMP'] }],
    ['currency-differs', { currency: 'EUR' }, { productIds: ['LAMP', 'lamp'] }],
  ])('is a 409 where %s', async (code, change, details) => {
    const answer = await (await ann()).post('/orders').send(orderRequest(change));
    expect([answer.status, answer.type]).toEqual([409, 'application/problem+json']);
    expect(answer.body).toMatchObject({ code, ...details });
  });

  it('allows the price that the customer has seen, and staff any', async () => {
    expect((await placed(lines(255))).total).toBe(255);
    const agreed = orderRequest({ ...lines(1), customerId: 'cust-ann' });
    const answer = await (await staff()).post('/orders').send(agreed);
    expect([answer.status, (answer.body as Receipt).total]).toEqual([201, 1]);
  });

  it('allows nobody a currency that is not the product’s', async () => {
    const body = orderRequest({ currency: 'EUR', customerId: 'cust-ann' });
    expect((await (await staff()).post('/orders').send(body)).status).toBe(409);
  });

  it('refuses a sum that no number holds', async () => {
    const dear = { productId: 'LAMP', quantity: 1_000_000, unitPrice: 100_000_000 };
    const items = Array.from({ length: 91 }, () => dear);
    const body = orderRequest({ items, customerId: 'cust-ann' });
    const answer = await (await staff()).post('/orders').send(body);
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'total-is-too-large' }),
    ]);
  });
});

describe('whose an order is', () => {
  it('is the customer’s own', async () => {
    const own = await (await ann()).post('/orders').send(orderRequest({ customerId: 'cust-ann' }));
    expect(own.status).toBe(201);
    const other = await (await ann()).post('/orders').send(orderRequest({ customerId: 'cust-bo' }));
    expect(other.status).toBe(403);
  });

  it('must be named by staff', async () => {
    const answer = await (await staff()).post('/orders').send(orderRequest());
    expect([answer.status, answer.body]).toEqual([
      400,
      expect.objectContaining({
        errors: [{ field: '/customerId', message: expect.any(String) as string }],
      }),
    ]);
    const body = orderRequest({ customerId: 'mia' });
    expect((await (await staff()).post('/orders').send(body)).status).toBe(400);
  });

  it('is nobody’s without a token, or with one of no customer', async () => {
    const nobody = await orders.client();
    expect((await nobody.post('/orders').send(orderRequest())).status).toBe(401);
    const stranger = await orders.client('someone@example.org');
    expect((await stranger.post('/orders').send(orderRequest())).status).toBe(403);
  });
});

describe('a malformed order', () => {
  it('is told of all its wrong fields at once', async () => {
    const answer = await (await ann()).post('/orders').send({
      items: [{ productId: 'LAMP', quantity: 0 }, { productId: 'LAMP' }],
      currency: 'pounds',
      email: 'ann',
      shippingAddress: { ...contact.shippingAddress, country: 'England' },
      discount: 5,
    });
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(answer.status).toBe(400);
    expect(errors.map(({ field }) => field).sort()).toEqual([
      '/currency',
      '/discount',
      '/email',
      '/items/0/quantity',
      '/items/1/quantity',
      '/paymentMethod',
      '/shippingAddress/country',
    ]);
  });

  it.each([
    ['without lines', { items: [] }],
    ['with too many lines', { items: Array(2_001).fill({ productId: 'LAMP', quantity: 1 }) }],
    ['with a fraction of a penny', lines(2.5)],
    ['with a negative price', lines(-1)],
    [
      'with prototype tricks',
      JSON.parse('{"__proto__": {"isStaff": true}}') as Record<string, unknown>,
    ],
  ])('%s is a 400', async (_, change) => {
    expect((await (await ann()).post('/orders').send(orderRequest(change))).status).toBe(400);
  });

  it.each([null, 5, 'order', []])('that is %j is a 400', async (body) => {
    const text = JSON.stringify(body);
    const answer = await (await ann()).post('/orders').type('application/json').send(text);
    expect(answer.status).toBe(400);
  });
});

/** The tables that are written to from now on, in that order; but for what the read model writes. */
function watchWrites(): unknown[] {
  const written: unknown[] = [];
  orders.intercept(({ operation, input: { TableName } }, next) => {
    const isOurs = TableName === 'local-order-contacts' || TableName === 'local-order-commits';
    if (operation === 'PutItem' && isOurs) written.push(TableName);
    return next();
  });
  return written;
}

describe('the state after an order', () => {
  it('is one commit that tells everybody, and nothing of the person', async () => {
    const { orderId } = await placed();
    const details = { orderId, customerId: 'cust-ann', currency: 'GBP' };
    const commits = await orders.commits('order-commits', orderId);
    expect(commits.flatMap(({ entries }) => entries)).toEqual([
      OrderPlaced({
        ...details,
        items: [
          { productId: 'LAMP', quantity: 2, unitPrice: 255 },
          { productId: 'lamp', quantity: 1, unitPrice: 100 },
        ],
        total: 610,
      }),
      OrderStatusChanged({ ...details, status: 'placed' }),
    ]);
    expect(JSON.stringify(commits)).not.toMatch(/ann@|High Street|tok_visa/);
  });

  it('holds what is about the person in one item of its own', async () => {
    const { orderId } = await placed();
    const kept = await orders.table<OrderContact>('order-contacts').get({ orderId });
    expect(kept).toEqual({ orderId, customerId: 'cust-ann', ...contact });
  });

  it('is nothing at all of an order that is refused', async () => {
    const written = watchWrites();
    expect((await (await ann()).post('/orders').send(orderRequest(lines(1)))).status).toBe(409);
    expect(written).toEqual([]);
  });

  it('has the contact before anybody can hear of the order', async () => {
    const written = watchWrites();
    await placed();
    expect(written).toEqual(['local-order-contacts', 'local-order-commits']);
  });

  it('is one order although the store’s reply is lost', async () => {
    let isLost = false;
    orders.intercept(async ({ operation, input }, next) => {
      const answer = await next();
      if (isLost || operation !== 'PutItem' || input.TableName !== 'local-order-commits') {
        return answer;
      }
      isLost = true;
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    });
    const headers = { 'idempotency-key': 'lost-reply' };
    const client = await ann();
    const lost = await client.post('/orders').set(headers).send(orderRequest());
    expect(lost.status).toBe(503);
    const again = await client.post('/orders').set(headers).send(orderRequest());
    expect(again.status).toBe(201);
    const { orderId } = again.body as Receipt;
    expect(await orders.commits('order-commits', orderId)).toHaveLength(1);
  });
});
