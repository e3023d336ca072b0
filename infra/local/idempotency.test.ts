import { createHash } from 'node:crypto';
import { orderContactsTable } from '@waybill/contracts/order-contact';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { booksOf, shipped, stock, stockOf } from './scenario/books.ts';
import { signIn, type Answer, type Caller } from './scenario/caller.ts';
import { eventually } from './scenario/eventually.ts';
import { ask, openShop, orderBody, stockUp, type Shop } from './scenario/shop.ts';

let shop: Shop;
let customer: Caller;
let customers = 0;

beforeAll(async () => {
  shop = await openShop();
  await stockUp(shop, { thing: 100, gadget: 100 });
});

beforeEach(async () => {
  customer = await signIn(shop.url, `cust-${(customers += 1)}`);
});

afterAll(() => shop.close());

const wish = (quantity: number, idempotencyKey = 'key-1') => ({
  items: [{ productId: 'thing', quantity }],
  idempotencyKey,
});

const atOnce = (count: number, call: (index: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

async function orderIds(): Promise<string[]> {
  const { body } = await customer.call('GET', '/orders');
  return (body.orders as { orderId: string }[]).map(({ orderId }) => orderId);
}

it('makes one order of the same request, also of fifty at once', async () => {
  const answers = await atOnce(50, () => ask(customer, wish(3)));
  const [first] = answers;
  const told = { status: 201, body: first?.body, location: first?.headers.get('location') };
  for (const { status, body, headers } of answers) {
    expect({ status, body, location: headers.get('location') }).toEqual(told);
  }
  const orderId = String(first?.body.orderId);
  await eventually(async () => expect(await booksOf(shop, orderId)).toEqual(shipped(1_500)));
  expect(await orderIds()).toEqual([orderId]);
  await eventually(async () => expect(await stockOf(shop, 'thing')).toEqual(stock('thing', 97, 3)));

  const later = await ask(customer, wish(3));
  expect({ status: later.status, body: later.body }).toEqual({ status: 201, body: first?.body });
});

it('knows the same request by its meaning, not by its text', async () => {
  const { status, body } = await ask(customer, wish(1));
  const { items, ...rest } = orderBody(wish(1));
  const headers = { 'idempotency-key': 'key-1' };
  const again = await customer.call('POST', '/orders', { body: { ...rest, items }, headers });
  expect({ status: again.status, body: again.body }).toEqual({ status, body });
});

it('takes one of two requests that come under the same key at once, wholly', async () => {
  const emails = ['one@example.com', 'two@example.com'];
  const answers = await atOnce(20, (index) =>
    ask(customer, { ...wish((index % 2) + 1), email: emails[index % 2] }),
  );
  const taken = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 422);
  expect([taken.length, refused.length]).toEqual([10, 10]);
  expect(new Set(refused.map(({ body }) => body.code))).toEqual(
    new Set(['idempotency-key-reused']),
  );
  const [orderId, ...others] = new Set(taken.map(({ body }) => String(body.orderId)));
  expect(others).toEqual([]);
  const { body } = await customer.call('GET', `/orders/${orderId}`);
  const to = emails[body.total === 500 ? 0 : 1];
  await eventually(async () => {
    const mail = await customer.call('GET', `/sandbox/mail?orderId=${orderId}`);
    expect(mail.body.mails).toMatchObject([{ to }, { to }]);
  });
});

it('never ships to the address of another request that is still being taken under the key', async () => {
  const customerId = `cust-${customers}`;
  const derived = createHash('sha256')
    .update(JSON.stringify([customerId, 'key-1']))
    .digest('hex');
  const orderId = `ord-${derived.slice(0, 32)}`;
  const contacts = createDynamoTable<{ fingerprint: string }>(shop.platform, orderContactsTable);
  const contact = orderBody({ ...wish(1), email: 'two@example.com' });
  const kept = { ...contact, orderId, customerId, fingerprint: 'of-the-other' };
  await contacts.put(kept);
  const { status, body } = await ask(customer, wish(1));
  expect({ status, code: body.code }).toEqual({ status: 422, code: 'idempotency-key-reused' });
  expect(await contacts.get({ orderId })).toEqual(kept);
  await contacts.delete({ orderId });
  expect(await ask(customer, wish(1))).toMatchObject({ status: 201, body: { orderId } });
});

it.each([
  ['the means of payment', { paymentMethod: 'tok_declined' }],
  ['the address', { postalCode: 'N1 9GX' }],
  ['the price', { items: [{ productId: 'thing', quantity: 1, unitPrice: 500 }] }],
])('takes another request for another in respect of %s', async (_, change) => {
  expect((await ask(customer, wish(1))).status).toBe(201);
  expect((await ask(customer, { ...wish(1), ...change })).status).toBe(422);
});

it('does not burn the key of a request that is refused', async () => {
  const refused = [
    await ask(customer, { ...wish(1), items: [{ productId: 'unheard-of', quantity: 1 }] }),
    await ask(customer, { ...wish(1), items: [{ productId: 'thing', quantity: 1, unitPrice: 1 }] }),
    await ask(customer, { ...wish(1), items: [] }),
    await ask(customer, { ...wish(1), postalCode: '' }),
    await ask(shop.nobody, wish(1)),
  ];
  expect(refused.map(({ status }) => status)).toEqual([409, 409, 400, 400, 401]);
  expect((await ask(customer, wish(2))).status).toBe(201);
});

it('keeps the answer although prices have changed since', async () => {
  const dear = {
    items: [{ productId: 'gadget', quantity: 1, unitPrice: 500 }],
    idempotencyKey: 'k',
  };
  const first = await ask(customer, dear);
  const body = { name: 'Gadget', unitPrice: 700, currency: 'GBP' };
  await shop.staff.call('PUT', '/products/gadget', { body });
  await eventually(async () =>
    expect((await ask(customer, { ...dear, idempotencyKey: undefined })).status).toBe(409),
  );
  const again = await ask(customer, dear);
  expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: first.body });
});

it('holds keys apart by customer, and orders apart without a key', async () => {
  const other = await signIn(shop.url, 'cust-other');
  const { items } = wish(1);
  const answers = [
    await ask(customer, wish(1)),
    await ask(other, wish(1)),
    await ask(customer, wish(1, 'key-2')),
    await ask(customer, { items }),
    await ask(customer, { items }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  expect(new Set(answers.map(({ body }) => body.orderId)).size).toBe(5);
});
