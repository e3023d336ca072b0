import {
  OrderConfirmed,
  OrderPlaced,
  OrderShipped,
  OrderStatusChanged,
} from '@waybill/contracts/order-events';
import type { Commit } from '@waybill/kernel/commit';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { useComponent } from '../../../infra/local/component/component.ts';
import { listed, orderRequest } from '../../../infra/local/component/order-request.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import type { Receipt } from './order-desk.ts';
import type { EventsSince, History } from './order-reader.ts';
import type { OrderSummary } from './projections/order-summary.ts';

interface Page {
  readonly orders: readonly OrderSummary[];
  readonly nextCursor?: string;
}

const orders = useComponent('orders');
beforeAll(() => orders.hasHeard(...listed));

async function place(subject = 'cust-ann'): Promise<string> {
  const answer = await (await orders.client(subject)).post('/orders').send(orderRequest());
  const { orderId } = answer.body as Receipt;
  await shown(orderId, 1);
  return orderId;
}

async function cancel(orderId: string): Promise<void> {
  const client = await orders.client('cust-ann');
  await client.post(`/orders/${orderId}/cancel`).send({ reason: 'changed-my-mind' });
  await shown(orderId, 2);
}

/** Resolves when the read model shows the order at a version. */
async function shown(orderId: string, version: number): Promise<OrderSummary | undefined> {
  return soon(async () => {
    const row = await orders.table<OrderSummary>('orders').get({ orderId });
    expect(row?.version).toBe(version);
    return row;
  });
}

async function get(path: string, subject = 'cust-ann', ...roles: string[]) {
  return (await orders.client(subject, ...roles)).get(path);
}

describe('the read model', () => {
  it('shows an order, and then what became of it', async () => {
    const orderId = await place();
    expect((await get(`/orders/${orderId}`)).body).toMatchObject({ status: 'placed', version: 1 });
    await cancel(orderId);
    expect((await get(`/orders/${orderId}`)).body).toMatchObject({
      status: 'cancelled',
      cancelReason: 'changed-my-mind',
      version: 2,
      total: 610,
    });
  });

  it('shows the last of commits that the feed tells in another order', async () => {
    const details = { orderId: 'ord-shuffled', customerId: 'cust-ann', currency: 'GBP', total: 5 };
    const items = [{ productId: 'LAMP', quantity: 1, unitPrice: 5 }];
    const commits = [
      [OrderPlaced({ ...details, items })],
      [OrderConfirmed(details)],
      [OrderShipped({ ...details, trackingNumber: 'T-1' })],
      [OrderStatusChanged({ ...details, status: 'shipped' })],
    ].map((entries, i): Commit => ({
      aggregateId: details.orderId,
      version: i + 1,
      commitId: `commit-${i}`,
      committedAt: `2026-01-01T00:00:0${i}.000Z`,
      correlationId: 'correlation-1',
      entries,
    }));
    const store = createDynamoEventStore(orders.platform, 'order-commits');
    const [placed, ...rest] = commits;
    for (const commit of [...rest.reverse(), placed]) if (commit) await store.append(commit);
    const row = await shown(details.orderId, 4);
    expect(row).toMatchObject({ status: 'shipped', trackingNumber: 'T-1', items });
  });

  it('measures how far it is behind', async () => {
    await place();
    const labels = { projection: 'orders' };
    expect(await orders.metric('waybill_projection_lag_seconds', labels)).toBeGreaterThan(0);
  });
});

describe('an order', () => {
  it('is shown to its customer and to staff, and to others it is as good as none', async () => {
    const orderId = await place();
    expect((await get(`/orders/${orderId}`)).status).toBe(200);
    expect((await get(`/orders/${orderId}`, 'mia', 'staff')).status).toBe(200);
    const other = await get(`/orders/${orderId}`, 'cust-bo');
    const none = await get('/orders/ord-none');
    expect([other.status, none.status]).toEqual([404, 404]);
    expect((await (await orders.client()).get(`/orders/${orderId}`)).status).toBe(401);
  });

  it.each(['ORD', 'ord-', 'ord-%00', '%E0%A4%A', `ord-${'x'.repeat(100)}`])(
    'has no id like %s',
    async (orderId) => {
      const { status } = await get(`/orders/${orderId}`);
      expect([400, 404]).toContain(status);
    },
  );
});

describe('the list of a customer’s orders', () => {
  it('holds each once, newest first, page by page', async () => {
    const placed: string[] = [];
    for (let i = 0; i < 5; i += 1) placed.unshift(await place('cust-list'));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const client = await orders.client('cust-list');
      const body: unknown = (
        await client.get('/orders').query({ limit: 2, ...(cursor && { cursor }) })
      ).body;
      const page = body as Page;
      seen.push(...page.orders.map(({ orderId }) => orderId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(placed);
  });

  it('holds nobody else’s', async () => {
    await place('cust-list');
    const body: unknown = (await get('/orders', 'cust-empty')).body;
    expect(body).toEqual({ orders: [] });
    expect((await get('/orders?customerId=cust-list', 'cust-empty')).status).toBe(403);
  });

  it('is for staff that of the customer they name', async () => {
    const orderId = await place('cust-named');
    const body: unknown = (await get('/orders?customerId=cust-named', 'mia', 'staff')).body;
    expect((body as Page).orders.map((order) => order.orderId)).toEqual([orderId]);
    expect((await get('/orders', 'mia', 'staff')).status).toBe(400);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['of another customer', { orderId: 'ord-1', customerId: 'cust-list', createdAt: '2026' }],
    ['with a number in it', { orderId: 1, createdAt: 2 }],
    ['with nothing in it', {}],
  ])('refuses a cursor that is %s', async (_, key) => {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    const { status } = await (await orders.client('cust-ann')).get('/orders').query({ cursor });
    expect(status).toBe(400);
  });
});

describe('the history of an order', () => {
  it('is every event in order, and the order as they leave it', async () => {
    const orderId = await place();
    await cancel(orderId);
    const answer = await get(`/orders/${orderId}/history`);
    const { events, state } = answer.body as History;
    expect(answer.status).toBe(200);
    expect(events.map(({ eventId, type }) => [eventId, type])).toEqual([
      [`${orderId}/1.0`, 'OrderPlaced'],
      [`${orderId}/1.1`, 'OrderStatusChanged'],
      [`${orderId}/2.0`, 'OrderCancelled'],
      [`${orderId}/2.1`, 'OrderStatusChanged'],
    ]);
    expect(state).toEqual((await get(`/orders/${orderId}`)).body);
  });

  it('ends at the instant that is asked for', async () => {
    const orderId = await place();
    const [first] = await orders.commits('order-commits', orderId);
    await soon(() => expect(new Date().toISOString() > (first?.committedAt ?? '')).toBe(true));
    await cancel(orderId);
    const client = await orders.client('cust-ann');
    const at = async (asOf: string) => {
      const body: unknown = (await client.get(`/orders/${orderId}/history`).query({ asOf })).body;
      return body as History;
    };
    const then = await at(first?.committedAt ?? '');
    expect(then.events).toHaveLength(2);
    expect(then.state).toMatchObject({ status: 'placed', version: 1 });
    expect(await at('2000-01-01T00:00:00.000Z')).toEqual({ events: [], state: null });
    expect((await at('2100-01-01T00:00:00+01:00')).events).toHaveLength(4);
  });

  it('keeps to itself what is private', async () => {
    const client = await orders.client('cust-ann');
    const body: unknown = (
      await client.post('/orders').set('idempotency-key', 'k').send(orderRequest())
    ).body;
    const history = await get(`/orders/${(body as Receipt).orderId}/history`);
    expect(JSON.stringify(history.body)).not.toContain('OrderRequested');
  });

  it('is nobody else’s, and of no unknown order or instant', async () => {
    const orderId = await place();
    const statuses = await Promise.all([
      get(`/orders/${orderId}/history`, 'cust-bo'),
      get('/orders/ord-none/history'),
      get('/orders/ORD/history'),
      get(`/orders/${orderId}/history?asOf=yesterday`),
      get(`/orders/${orderId}/history`, 'mia', 'staff'),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 400, 200]);
  });
});

describe('the events of an order since a version', () => {
  const since = async (orderId: string, version: number | string) => {
    const { status, body } = (await get(`/orders/${orderId}/events?since=${version}`)) as {
      status: number;
      body: unknown;
    };
    return { status, ...(body as EventsSince) };
  };

  it('are those that came after it, at once and not when the read model shows them', async () => {
    const answer = await (await orders.client('cust-ann')).post('/orders').send(orderRequest());
    const { orderId } = answer.body as Receipt;
    const client = await orders.client('cust-ann');
    await client.post(`/orders/${orderId}/cancel`).send({ reason: 'changed-my-mind' });
    const typesSince = async (version: number) => (await since(orderId, version)).events;
    expect(await since(orderId, 0)).toMatchObject({ customerId: 'cust-ann', version: 2 });
    expect(await typesSince(0)).toHaveLength(4);
    expect(await typesSince(1)).toMatchObject([
      { eventId: `${orderId}/2.0`, type: 'OrderCancelled', version: 2 },
      { eventId: `${orderId}/2.1`, data: { status: 'cancelled' } },
    ]);
    expect(await since(orderId, 9)).toMatchObject({ version: 2, events: [] });
  });

  it('are nobody else’s, and of no unknown order or version', async () => {
    const orderId = await place();
    const other = await get(`/orders/${orderId}/events`, 'cust-bo');
    const staff = await get(`/orders/${orderId}/events`, 'mia', 'staff');
    const none = await since('ord-none', 0);
    const unclear = await since(orderId, '-1');
    const statuses = [other, staff, none, unclear].map(({ status }) => status);
    expect(statuses).toEqual([404, 200, 404, 400]);
  });
});
