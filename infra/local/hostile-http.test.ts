import fc from 'fast-check';
import { signIn, type Caller } from './scenario/caller.ts';
import { eventually } from './scenario/eventually.ts';
import { hostileRequest, type Route } from './scenario/hostile-requests.ts';
import { problemIn, send } from './scenario/raw-http.ts';
import { messagesLeft, openShop, orderBody, place, stockUp, type Shop } from './scenario/shop.ts';

const line = { productId: 'thing', quantity: 1 };
const { items, currency, ...contact } = orderBody({ items: [line] });
const routes: readonly Route[] = [
  { method: 'POST', path: '/orders', body: { items, currency, ...contact } },
  { method: 'POST', path: '/orders', body: { items, currency, ...contact, customerId: 'cust-2' } },
  { method: 'POST', path: '/orders/drafts', body: { currency } },
  { method: 'POST', path: '/orders/:id/items', body: line },
  { method: 'DELETE', path: '/orders/:id/items/:product' },
  { method: 'POST', path: '/orders/:id/place', body: contact },
  { method: 'POST', path: '/orders/:id/cancel', body: { reason: 'because' } },
  { method: 'GET', path: '/orders' },
  { method: 'GET', path: '/orders/:id' },
  { method: 'GET', path: '/orders/:id/history' },
  { method: 'PUT', path: '/products/:product', body: { name: 'Thing', unitPrice: 5, currency } },
  { method: 'GET', path: '/products' },
  { method: 'GET', path: '/products/:product' },
  {
    method: 'POST',
    path: '/stock/:product/receipts',
    body: { quantity: 1, reference: 'delivery-2' },
  },
  { method: 'GET', path: '/stock/:product' },
  { method: 'POST', path: '/auth/dev-token', body: { subject: 'cust-3', roles: ['staff'] } },
  { method: 'GET', path: '/sandbox/charges' },
  { method: 'GET', path: '/sandbox/shipments' },
  { method: 'GET', path: '/sandbox/mail' },
  {
    method: 'PUT',
    path: '/sandbox/payments/payment-1',
    body: {
      paymentId: 'payment-1',
      orderId: 'ord-1',
      amount: 1,
      currency,
      paymentMethod: 'tok_visa',
    },
  },
  { method: 'GET', path: '/sandbox/payments/payment-1' },
  { method: 'PUT', path: '/sandbox/payments/payment-1/refund' },
  {
    method: 'PUT',
    path: '/sandbox/parcels/shipment-1',
    body: { shipmentId: 'shipment-1', orderId: 'ord-1', address: contact.shippingAddress },
  },
  { method: 'PUT', path: '/sandbox/parcels/shipment-1/cancel' },
  { method: 'GET', path: '/metrics' },
];

let shop: Shop;
let customer: Caller;
let draftId: string;

beforeAll(async () => {
  shop = await openShop();
  customer = await signIn(shop.url, 'cust-1');
  await stockUp(shop, { thing: 100_000 });
  const { body } = await customer.call('POST', '/orders/drafts', { body: { currency: 'GBP' } });
  draftId = String(body.orderId);
});

afterAll(() => shop.close());

it('answers whatever is sent, and never with a 500', async () => {
  const known = {
    tokens: [String(customer.token), String(shop.staff.token)],
    orderId: draftId,
    productId: 'thing',
  };
  const seen = new Map<number, number>();
  const property = fc.asyncProperty(hostileRequest(routes, known), async (request) => {
    const answer = await send(shop.url, request);
    seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(answer.status).toBeLessThan(500);
    if (answer.status >= 400) problemIn(answer);
  });
  await fc.assert(property, { numRuns: 1_500 });
  // Else the requests are so wild that they reach nothing.
  for (const status of [200, 201, 400, 401, 403, 404, 415]) expect(seen.has(status)).toBe(true);
}, 60_000);

it('can carry out all that it has taken', async () => {
  await eventually(async () => expect(await messagesLeft(shop)).toEqual({}));
  await place(customer, { items: [line] });
});
