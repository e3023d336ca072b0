import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OrderRequest } from './order-request.ts';

type Reply = readonly [status: number, body?: unknown];
type Level = { available: number; reserved: number; sold: number };

/** What the fake does as the real system may, or must not. */
export interface Temper {
  /** Every so many-th call is answered 503 first. */
  readonly busyEvery?: number;
  /** How often each order is told that a product is unknown. */
  readonly unknownTimes?: number;
  /** How often a ledger of mail is read before its mails are there. */
  readonly mailsAfterReads?: number;
  readonly chargesTwice?: boolean;
  readonly neverShips?: boolean;
}

/** The HTTP interface over a few maps, for tests: an order is shipped as soon as it is read. */
export async function startFakeShop(temper: Temper = {}) {
  const orders = new Map<string, OrderRequest>();
  const stock = new Map<string, Level>();
  const references = new Set<string>();
  const times = new Map<string, number>();
  const again = (key: string) => {
    times.set(key, (times.get(key) ?? 0) + 1);
    return times.get(key) ?? 0;
  };
  const totalOf = ({ items }: OrderRequest) =>
    items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);

  const receive = (productId: string, { quantity, reference }: Record<string, unknown>): Reply => {
    const level = stock.get(productId) ?? { available: 0, reserved: 0, sold: 0 };
    if (!references.has(String(reference))) level.available += Number(quantity);
    references.add(String(reference));
    stock.set(productId, level);
    return [201, level];
  };
  const place = (key: string, order: OrderRequest): Reply => {
    if (again(`unknown ${key}`) <= (temper.unknownTimes ?? 0)) {
      return [409, { type: 'urn:problem:product-unknown', title: 'Unknown' }];
    }
    const orderId = `ord-${key.replaceAll(/[^a-z0-9]/g, '')}`;
    if (!orders.has(orderId) && temper.neverShips !== true) {
      for (const { productId, quantity } of order.items) {
        const level = stock.get(productId) as Level;
        level.available -= quantity;
        level.sold += quantity;
      }
    }
    orders.set(orderId, order);
    return [201, { orderId }];
  };
  const ledger = (name: string, orderId: string, { email, ...order }: OrderRequest): Reply => {
    if (temper.neverShips === true) return [200, { [name === 'mail' ? 'mails' : name]: [] }];
    const charge = { amount: totalOf({ ...order, email }), currency: 'GBP', status: 'captured' };
    if (name === 'charges') {
      return [200, { charges: temper.chargesTwice === true ? [charge, charge] : [charge] }];
    }
    if (name === 'shipments') {
      return [200, { shipments: [{ trackingNumber: orderId, status: 'arranged' }] }];
    }
    const isLate = again(`mail ${orderId}`) <= (temper.mailsAfterReads ?? 0);
    const mails = ['received', 'shipped'].map((kind) => ({ kind, to: email }));
    return [200, { mails: isLate ? [] : mails }];
  };
  const answer = (request: IncomingMessage, body: unknown): Reply => {
    const url = new URL(request.url ?? '', 'http://fake');
    const [, first = '', second = ''] = url.pathname.split('/');
    const asked = url.searchParams.get('orderId') ?? second;
    const order = orders.get(asked);
    if (first === 'auth') return [200, { token: `staff-${again('token')}` }];
    // The first token is soon over, as tokens are.
    if (request.headers.authorization === 'Bearer staff-1' && again('call') > 5) return [401];
    if (again('any') % (temper.busyEvery ?? Infinity) === 0) return [503];
    if (first === 'products') return [200, {}];
    if (first === 'stock') {
      if (request.method === 'POST') return receive(second, body as Record<string, unknown>);
      return stock.has(second) ? [200, stock.get(second)] : [404];
    }
    if (request.method === 'POST') {
      return place(String(request.headers['idempotency-key']), body as OrderRequest);
    }
    if (order === undefined) return [404];
    if (first === 'sandbox') return ledger(second, asked, order);
    const status = temper.neverShips === true ? 'confirmed' : 'shipped';
    const { customerId, currency } = order;
    const updatedAt = new Date().toISOString();
    const view = { orderId: asked, customerId, status, total: totalOf(order), currency, updatedAt };
    return [200, { ...view, trackingNumber: asked }];
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const [status, body] = answer(request, text === '' ? undefined : JSON.parse(text));
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    orders,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
