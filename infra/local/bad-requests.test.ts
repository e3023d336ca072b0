import { once } from 'node:events';
import { connect } from 'node:net';
import { signIn, type Caller } from './scenario/caller.ts';
import { problemIn, send, sendBytes, type RawRequest } from './scenario/raw-http.ts';
import { openShop, orderBody, stockUp, type Shop } from './scenario/shop.ts';

interface WrongRequest {
  readonly what: string;
  readonly status: number;
  readonly code: string;
  readonly request: () => RawRequest;
  /** The fields that must be named. */
  readonly fields?: readonly string[];
}

const line = { productId: 'thing', quantity: 1 };
const { items, currency, ...contact } = orderBody({ items: [line] });

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

describe('a request that is wrong', () => {
  const json: Record<string, string> = { 'content-type': 'application/json' };
  const as = (caller: Caller, headers = json) => ({
    ...headers,
    authorization: `Bearer ${String(caller.token)}`,
  });
  const order = (change: object) => JSON.stringify({ items, currency, ...contact, ...change });
  const post = (body: string | Buffer, headers = json): RawRequest => {
    return { method: 'POST', path: '/orders', headers: as(customer, headers), body };
  };
  const get = (path: string): RawRequest => ({ path, headers: as(customer) });
  const lines = (count: number) => Array.from({ length: count }, () => line);
  const cursor = (key: object) => Buffer.from(JSON.stringify(key)).toString('base64url');
  const othersPage = cursor({ orderId: 'ord-1', customerId: 'cust-2', createdAt: '2026' });
  const gzip = { ...json, 'content-encoding': 'gzip' };

  it.each<WrongRequest>([
    { what: 'no JSON', status: 400, code: 'malformed-json', request: () => post('{') },
    {
      what: 'JSON of something else',
      status: 400,
      code: 'malformed-json',
      request: () => post('7'),
    },
    {
      what: 'bytes that are no UTF-8',
      status: 400,
      code: 'malformed-json',
      request: () => post(Buffer.from([0x7b, 0xff])),
    },
    {
      what: 'nothing',
      status: 400,
      code: 'invalid-request',
      request: () => post(''),
      fields: ['/items', '/currency', '/email'],
    },
    {
      what: 'deep nesting',
      status: 400,
      code: 'invalid-request',
      request: () => post(`{"items":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
    },
    { what: 'a false gzip', status: 400, code: 'bad-request', request: () => post('{}', gzip) },
    {
      what: 'text',
      status: 415,
      code: 'unsupported-media-type',
      request: () => post('{}', { 'content-type': 'text/plain' }),
    },
    {
      what: 'two megabytes',
      status: 413,
      code: 'too-large',
      request: () => post(order({ email: 'x'.repeat(2e6) })),
    },
    {
      what: 'an empty basket',
      status: 400,
      code: 'invalid-request',
      request: () => post(order({ items: [] })),
      fields: ['/items'],
    },
    {
      what: '2,001 lines',
      status: 400,
      code: 'invalid-request',
      request: () => post(order({ items: lines(2_001) })),
      fields: ['/items'],
    },
    {
      what: 'a fraction',
      status: 400,
      code: 'invalid-request',
      request: () => post(order({ items: [{ ...line, quantity: 0.5 }] })),
      fields: ['/items/0/quantity'],
    },
    {
      what: 'a huge number',
      status: 400,
      code: 'invalid-request',
      request: () => post(order({ items: [{ ...line, quantity: 1e300 }] })),
      fields: ['/items/0/quantity'],
    },
    {
      what: 'two wrong fields',
      status: 400,
      code: 'invalid-request',
      request: () => post(order({ email: 'x', currency: '£' })),
      fields: ['/email', '/currency'],
    },
    {
      what: 'a made-up field',
      status: 400,
      code: 'invalid-request',
      request: () => post(order({ isStaff: true })),
      fields: ['/isStaff'],
    },
    {
      what: 'a prototype',
      status: 400,
      code: 'invalid-request',
      request: () => post(order({}).replace('{', '{"__proto__":{},')),
      fields: ['/__proto__'],
    },
    {
      what: 'half a surrogate pair',
      status: 400,
      code: 'invalid-request',
      request: () =>
        post(order({ shippingAddress: { ...contact.shippingAddress, name: 'A\ud800' } })),
      fields: ['/shippingAddress/name'],
    },
    {
      what: 'an unknown product',
      status: 409,
      code: 'product-unknown',
      request: () => post(order({ items: [{ ...line, productId: 'THING' }] })),
    },
    {
      what: 'another price',
      status: 409,
      code: 'price-differs',
      request: () => post(order({ items: [{ ...line, unitPrice: 499 }] })),
    },
    {
      what: 'another currency',
      status: 409,
      code: 'currency-differs',
      request: () => post(order({ currency: 'EUR' })),
    },
    {
      what: 'a bad key',
      status: 400,
      code: 'invalid-idempotency-key',
      request: () => post(order({}), { ...json, 'idempotency-key': 'a b' }),
    },
    {
      what: 'another customer',
      status: 403,
      code: 'forbidden',
      request: () => post(order({ customerId: 'cust-2' })),
    },
    {
      what: 'a limit of nothing',
      status: 400,
      code: 'invalid-request',
      request: () => get('/orders?limit=0'),
      fields: ['/limit'],
    },
    {
      what: 'a limit twice',
      status: 400,
      code: 'invalid-request',
      request: () => get('/orders?limit=1&limit=2'),
      fields: ['/limit'],
    },
    {
      what: 'a made-up parameter',
      status: 400,
      code: 'invalid-request',
      request: () => get('/orders?x=1'),
      fields: ['/x'],
    },
    {
      what: 'a made-up cursor',
      status: 400,
      code: 'invalid-cursor',
      request: () => get('/orders?cursor=xyz'),
    },
    {
      what: "another customer's cursor",
      status: 400,
      code: 'invalid-cursor',
      request: () => get(`/orders?cursor=${othersPage}`),
    },
    {
      what: 'no instant',
      status: 400,
      code: 'invalid-request',
      request: () => get(`/orders/${draftId}/history?asOf=now`),
      fields: ['/asOf'],
    },
    { what: 'half an escape', status: 400, code: 'bad-request', request: () => get('/orders/%zz') },
    { what: 'a NUL', status: 404, code: 'not-found', request: () => get('/orders/ord-1%00') },
    {
      what: 'an order of nobody',
      status: 404,
      code: 'not-found',
      request: () => get('/orders/ord-1'),
    },
    { what: 'no route', status: 404, code: 'not-found', request: () => get('/nowhere') },
  ])('with $what is answered $status $code', async ({ status, code, request, fields = [] }) => {
    const problem = problemIn(await send(shop.url, request()));
    expect({ status: problem.status, code: problem.code }).toEqual({ status, code });
    const named = ((problem.errors ?? []) as { field: string }[]).map(({ field }) => field);
    expect(named).toEqual(expect.arrayContaining(fields));
  });

  it.each([
    ['a length that is none', 'POST /orders HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n{}'],
    [
      'two lengths',
      'POST /orders HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
    ],
    ['no HTTP', 'hello\r\n\r\n'],
    ['a version to come', 'GET /orders HTTP/9.9\r\n\r\n'],
    ['a folded header', 'GET /orders HTTP/1.1\r\nHost: a\r\nX\r\n: y\r\n\r\n'],
  ])('with %s is answered 400', async (_, bytes) => {
    expect((await sendBytes(shop.url, Buffer.from(bytes))).status).toBe(400);
  });

  it('with a body that ends early hurts nobody', async () => {
    const head = `POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n`;
    const socket = connect(Number(new URL(shop.url).port), '127.0.0.1');
    socket.end(`${head}Content-Length: 100\r\n\r\n{"items"`);
    await once(socket.resume(), 'close');
    expect(await shop.nobody.call('GET', '/healthz')).toMatchObject({ status: 200 });
  });
});

describe("another customer's order", () => {
  it.each<[string, string, object | undefined]>([
    ['GET', '', undefined],
    ['GET', '/history', undefined],
    ['POST', '/items', line],
    ['DELETE', '/items/thing', undefined],
    ['POST', '/place', contact],
    ['POST', '/cancel', { reason: 'mine' }],
  ])('is as good as none: %s %s', async (method, path, body) => {
    const stranger = await signIn(shop.url, 'cust-9');
    const theirs = await stranger.call(method, `/orders/${draftId}${path}`, { body });
    const nobodys = await stranger.call(method, `/orders/ord-1${path}`, { body });
    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, detail: '' }).toEqual({ ...nobodys.body, detail: '' });
    const { body: list } = await stranger.call('GET', '/orders');
    expect(list.orders).toEqual([]);
  });
});
