import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import type { OrderContact } from '@waybill/contracts/order-contact';
import { useComponent } from '../../../infra/local/component/component.ts';
import { listed, orderRequest } from '../../../infra/local/component/order-request.ts';
import type { Receipt } from './order-desk.ts';

const orders = useComponent('orders');
beforeAll(() => orders.hasHeard(...listed));

async function post(key: string, body: object = orderRequest(), subject = 'cust-ann') {
  const client = await orders.client(subject);
  return client.post('/orders').set('idempotency-key', key).send(body);
}
const orderIdOf = (answer: { body: unknown }): string => (answer.body as Receipt).orderId;

describe('an order under a key', () => {
  it('has the same answer for the same request', async () => {
    const [first, second] = [await post('same'), await post('same')];
    expect(first.status).toBe(201);
    expect([second.status, second.body, second.headers.location]).toEqual([
      201,
      first.body,
      first.headers.location,
    ]);
  });

  it('is the same request whatever the order of its fields', async () => {
    const body = orderRequest();
    const first = await post('fields', body);
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    expect((await post('fields', reversed)).body).toEqual(first.body);
  });

  it('is one order with one commit when fifty come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('fifty')));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const [answer] = answers;
    const commits = answer && (await orders.commits('order-commits', orderIdOf(answer)));
    expect(commits).toHaveLength(1);
  });

  it('is one of two requests that come at once, with that one’s contact', async () => {
    const emails = Array.from({ length: 20 }, (_, i) => (i % 2 ? 'odd@shop.org' : 'even@shop.org'));
    const answers = await Promise.all(
      emails.map(async (email) => ({ email, answer: await post('two', orderRequest({ email })) })),
    );
    const accepted = answers.filter(({ answer }) => answer.status === 201);
    const refused = answers.filter(({ answer }) => answer.status === 422);
    expect([accepted.length, refused.length]).toEqual([10, 10]);
    const winners = new Set(accepted.map(({ email }) => email));
    expect(winners.size).toBe(1);
    const orderId = accepted.map(({ answer }) => orderIdOf(answer))[0] ?? '';
    const kept = await orders.table<OrderContact>('order-contacts').get({ orderId });
    expect(winners).toContain(kept?.email);
  });

  it.each([
    ['lines', { items: [{ productId: 'LAMP', quantity: 3 }] }],
    ['contact', { email: 'other@example.org' }],
    ['payment', { paymentMethod: 'tok_other' }],
  ])('refuses a request with other %s', async (what, change) => {
    await post(`other-${what}`);
    const answer = await post(`other-${what}`, orderRequest(change));
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('is each customer’s own', async () => {
    const [ann, bo] = await Promise.all([
      post('shared'),
      post('shared', orderRequest(), 'cust-bo'),
    ]);
    expect([ann.status, bo.status]).toEqual([201, 201]);
    expect(orderIdOf(ann)).not.toBe(orderIdOf(bo));
  });

  it('does not burn the key when it is refused', async () => {
    const items = [{ productId: 'NEW', quantity: 1 }];
    expect((await post('burned', orderRequest({ items }))).status).toBe(409);
    expect((await post('burned', orderRequest({ email: 'wrong' }))).status).toBe(400);
    expect((await post('burned', orderRequest())).status).toBe(201);
    const product = { productId: 'NEW', name: 'New', unitPrice: 5, currency: 'GBP' };
    await orders.hasHeard(ProductListed(product));
    expect((await post('burned', orderRequest({ items }))).status).toBe(422);
  });

  it('has the same answer after the price has changed', async () => {
    const product = { productId: 'VASE', name: 'Vase', unitPrice: 50, currency: 'GBP' };
    await orders.hasHeard(ProductListed(product));
    const body = orderRequest({ items: [{ productId: 'VASE', quantity: 1, unitPrice: 50 }] });
    const before = await post('price', body);
    await orders.hears(PriceChanged({ ...product, unitPrice: 60 }), { version: 2 });
    await orders.settled();
    const after = await post('price', body);
    expect([after.status, after.body]).toEqual([201, before.body]);
    expect((await post('price-2', body)).status).toBe(409);
  });

  it('has the same answer after the order is cancelled', async () => {
    const before = await post('cancelled');
    const client = await orders.client('cust-ann');
    await client.post(`/orders/${orderIdOf(before)}/cancel`).send({ reason: 'changed-my-mind' });
    const after = await post('cancelled');
    expect([after.status, after.body]).toEqual([201, before.body]);
  });

  it.each(['', 'a key', 'schlüssel', 'x'.repeat(256)])('refuses the key “%s”', async (key) => {
    const client = await orders.client('cust-ann');
    const text = Buffer.from(key).toString('latin1');
    const answer = await client.post('/orders').set('idempotency-key', text).send(orderRequest());
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid-idempotency-key' });
  });
});

describe('an order without a key', () => {
  it('is another order each time', async () => {
    const client = await orders.client('cust-ann');
    const send = () => client.post('/orders').send(orderRequest());
    const [first, second] = [await send(), await send()];
    expect(orderIdOf(first)).not.toBe(orderIdOf(second));
  });
});
