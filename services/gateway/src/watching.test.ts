import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { connectLive, dial, type LiveClient } from '../../../infra/local/scenario/live-client.ts';
import { OrderShelf } from '../../../infra/local/scenario/order-shelf.ts';
import type { ConnectionRow } from './registry.ts';

const shelf = new OrderShelf();
let gatewayUrl = '';
const gateway = useComponent('gateway', {
  sandbox: shelf.router,
  environment: (url) => ({ ORDERS_URL: `${url}/sandbox` }),
});
beforeAll(() => {
  gatewayUrl = gateway.url;
});

const clients: LiveClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.close()));

async function ticket(subject = 'cust-ann', ...roles: string[]): Promise<string> {
  const answer = await (await gateway.client(subject, ...roles)).post('/ws/tickets');
  return (answer.body as { ticket: string }).ticket;
}

async function connect(subject = 'cust-ann', ...roles: string[]): Promise<LiveClient> {
  const client = await connectLive(gatewayUrl, await ticket(subject, ...roles));
  clients.push(client);
  return client;
}

async function watch(topic: string, since?: number, subject?: string, ...roles: string[]) {
  const client = await connect(subject, ...roles);
  client.say({ type: 'subscribe', topic, since });
  return client;
}

/** The order moves, and the gateway is told. */
async function moves(...told: Parameters<OrderShelf['move']>): Promise<void> {
  const { entry, about } = shelf.move(...told);
  await gateway.hears(entry, about);
}

let orders = 0;
const newOrder = (): string => `ord-${(orders += 1)}`;
const versions = (client: LiveClient, topic: string) =>
  client.updates(topic).map(({ version }) => version);

describe('a ticket', () => {
  it('is given for a token, for a minute at most, and is not to be kept', async () => {
    const answer = await (await gateway.client('cust-ann')).post('/ws/tickets');
    const { expiresAt, ...rest } = answer.body as Record<string, string>;
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(rest).toEqual({
      ticket: expect.stringMatching(/^[\w-]{43}$/) as string,
      protocol: 'waybill.v1',
    });
    expect(Date.parse(expiresAt ?? '') - Date.now()).toBeLessThanOrEqual(60_000);
    expect((await (await gateway.client()).post('/ws/tickets')).status).toBe(401);
  });

  it('is stored so that neither it nor the token can be read', async () => {
    const written: string[] = [];
    gateway.intercept(({ operation, input }, next) => {
      if (operation === 'PutItem') written.push(JSON.stringify(input));
      return next();
    });
    const given = await ticket();
    expect(written).toHaveLength(1);
    expect(written[0]).not.toContain(given);
    expect(written[0]).not.toMatch(/eyJ/);
    expect(written[0]).not.toContain('cust-ann');
  });

  it('opens one connection, as a subprotocol or as the first frame, and the answer does not repeat it', async () => {
    const given = await ticket();
    const first = await connectLive(gatewayUrl, given);
    expect(first.ws.protocol).toBe('waybill.v1');
    const second = dial(gatewayUrl, { ticket: given });
    expect(await second.ends()).toEqual({ code: 4401, reason: 'ticket-invalid' });
    const third = dial(gatewayUrl);
    clients.push(first, third);
    await soon(() => expect(third.ws.readyState).toBe(1));
    third.say({ type: 'authenticate', ticket: await ticket() });
    expect(await third.hears('welcome')).toMatchObject({ heartbeatMs: 25_000 });
  });

  it('of two who use it at once, opens a connection to one', async () => {
    const given = await ticket();
    const both = [dial(gatewayUrl, { ticket: given }), dial(gatewayUrl, { ticket: given })];
    clients.push(...both);
    await soon(() => {
      expect(both.filter(({ frames }) => frames.length > 0)).toHaveLength(1);
      expect(both.filter(({ closed }) => closed?.code === 4401)).toHaveLength(1);
    });
  });
});

describe('who watches an order', () => {
  it('is told what was missed since a version, and then what happens', async () => {
    const orderId = newOrder();
    shelf.move(orderId, 'draft');
    shelf.move(orderId, 'placed');
    const client = await watch(`order:${orderId}`, 1);
    const missed = await client.hears('missed');
    expect(missed).toMatchObject({ version: 2, updates: [{ status: 'placed', version: 2 }] });
    await moves(orderId, 'confirmed');
    await moves(orderId, 'shipped');
    await soon(() => expect(versions(client, `order:${orderId}`)).toEqual([2, 3, 4]));
  });

  it('misses nothing that happens while it is asked what was missed', async () => {
    const orderId = newOrder();
    shelf.move(orderId, 'placed');
    const release = shelf.hold();
    const { calls } = shelf;
    const client = await watch(`order:${orderId}`, 0);
    await soon(() => expect(shelf.calls).toBe(calls + 1));
    // The answer that is under way knows nothing of this one.
    await moves(orderId, 'confirmed');
    await gateway.settled();
    release();
    await soon(() => expect(versions(client, `order:${orderId}`)).toEqual([1, 2]));
  });

  it('is told in order and once, although the queue overtakes and repeats', async () => {
    const orderId = newOrder();
    shelf.move(orderId, 'draft');
    const client = await watch(`order:${orderId}`, 0);
    await client.hears('missed');
    const told = (['placed', 'confirmed', 'shipped'] as const).map((s) => shelf.move(orderId, s));
    for (const { entry, about } of [...told].reverse()) await gateway.hears(entry, about);
    for (const { entry, about } of told) await gateway.hears(entry, about);
    await gateway.settled();
    await soon(() => expect(versions(client, `order:${orderId}`)).toEqual([1, 2, 3, 4]));
  });

  it('is told by a catch-up of an update that never came', async () => {
    const orderId = newOrder();
    shelf.move(orderId, 'placed');
    const client = await watch(`order:${orderId}`, 0);
    await client.hears('missed');
    shelf.move(orderId, 'confirmed');
    await moves(orderId, 'shipped');
    await soon(() => expect(versions(client, `order:${orderId}`)).toEqual([1, 2, 3]));
  });

  it('may be staff, whose order it is not', async () => {
    const orderId = newOrder();
    shelf.move(orderId, 'placed');
    const client = await watch(`order:${orderId}`, 0, 'mia', 'staff');
    await client.hears('missed');
    await moves(orderId, 'confirmed');
    await soon(() => expect(versions(client, `order:${orderId}`)).toEqual([1, 2]));
  });

  it('hears nothing of a replay, which says again what was', async () => {
    const orderId = newOrder();
    shelf.move(orderId, 'placed');
    const client = await watch(`order:${orderId}`, 1);
    await client.hears('missed');
    const { entry, about } = shelf.move(orderId, 'confirmed');
    await gateway.hears(entry, { ...about, replay: 'replay-1' });
    await gateway.settled();
    await moves(orderId, 'shipped');
    await soon(() => expect(versions(client, `order:${orderId}`)).toEqual([2, 3]));
  });

  it('may end it, and begin again where it was', async () => {
    const orderId = newOrder();
    const topic = `order:${orderId}`;
    shelf.move(orderId, 'placed');
    const client = await watch(topic, 0);
    await client.hears('missed');
    client.say({ type: 'unsubscribe', topic });
    await client.hears('unsubscribed');
    await moves(orderId, 'confirmed');
    await gateway.settled();
    expect(versions(client, topic)).toEqual([1]);
    client.say({ type: 'subscribe', topic, since: 1 });
    await soon(() => expect(versions(client, topic)).toEqual([1, 2]));
  });

  it('is told where orders do not answer, and may ask again', async () => {
    const orderId = newOrder();
    const topic = `order:${orderId}`;
    shelf.move(orderId, 'placed');
    shelf.status = 503;
    const client = await watch(topic, 0);
    expect(await client.hears('error')).toMatchObject({ code: 'unavailable', topic });
    shelf.status = 200;
    client.say({ type: 'subscribe', topic, since: 0 });
    await soon(() => expect(versions(client, topic)).toEqual([1]));
  });
});

describe('who watches a list', () => {
  it('is shown their own orders with versions, and then what happens to them', async () => {
    const [one, two] = [newOrder(), newOrder()];
    shelf.move(one, 'placed', 'cust-list');
    shelf.move(newOrder(), 'placed', 'cust-other');
    const client = await watch('orders', undefined, 'cust-list');
    expect(await client.hears('snapshot')).toMatchObject({
      isWhole: true,
      orders: [{ orderId: one, status: 'placed', version: 1, total: 500 }],
    });
    await moves(one, 'confirmed');
    await moves(two, 'placed', 'cust-list');
    await moves(newOrder(), 'placed', 'cust-other');
    await gateway.settled();
    await soon(() =>
      expect(client.updates('orders').map(({ orderId, version }) => [orderId, version])).toEqual([
        [one, 2],
        [two, 1],
      ]),
    );
  });

  it('is told a moment later what the list was too late for', async () => {
    const client = await watch('orders', undefined, 'cust-late');
    await client.hears('snapshot');
    const late = newOrder();
    shelf.move(late, 'placed', 'cust-late');
    await soon(() => expect(client.updates('orders')).toMatchObject([{ orderId: late }]));
  });

  it('sees all, if it is staff, from now on', async () => {
    const client = await watch('orders', undefined, 'mia', 'staff');
    expect(await client.hears('snapshot')).toMatchObject({ orders: [], isWhole: false });
    await soon(async () => {
      await moves(newOrder(), 'placed', 'cust-any');
      expect(client.updates('orders').length).toBeGreaterThan(0);
    });
  });
});

describe('what comes together leaves together', () => {
  it('as one frame for all updates of a topic', async () => {
    const client = await watch('orders', undefined, 'cust-burst');
    await client.hears('snapshot');
    const told = Array.from({ length: 5 }, () => shelf.move(newOrder(), 'placed', 'cust-burst'));
    await Promise.all(told.map(({ entry, about }) => gateway.hears(entry, about)));
    await soon(() => expect(client.updates('orders')).toHaveLength(5));
    const frames = client.frames.filter(({ type }) => type === 'updates');
    expect(frames.length).toBeLessThan(5);
  });
});

describe('the registry', () => {
  const rows = async (partition: string) =>
    (
      await gateway.table<ConnectionRow>('websocket-connections').query({
        partition: { field: 'topic', value: partition },
        limit: 100,
      })
    ).items;

  it('holds a connection while it is there', async () => {
    const orderId = newOrder();
    shelf.move(orderId, 'placed', 'cust-row');
    const client = await watch(`order:${orderId}`, 0, 'cust-row');
    await client.hears('missed');
    expect(await rows('customer:cust-row')).toMatchObject([
      { customerId: 'cust-row', pod: gatewayUrl },
    ]);
    client.close();
    await soon(async () => expect(await rows('customer:cust-row')).toEqual([]));
  });

  it('costs a push that nobody is connected for one query', async () => {
    const nobody = () => gateway.metric('waybill_pushes_total', { outcome: 'nobody' });
    // Whether staff watch is looked up once a second, whatever happens.
    const before = await soon(async () => {
      const count = await nobody();
      await moves(newOrder(), 'placed', 'cust-nobody');
      await gateway.settled();
      expect(await nobody()).toBe(count + 1);
      return count + 1;
    });
    const { entry, about } = shelf.move(newOrder(), 'placed', 'cust-nobody');
    const calls = await gateway.callsDuring(async () => {
      await gateway.hears(entry, about);
      await gateway.hears(entry, about);
      await gateway.settled();
    });
    expect(calls.Query).toBeLessThanOrEqual(3);
    expect(await nobody()).toBe(before + 2);
  });

  it.each([
    ['is gone', 'http://127.0.0.1:1'],
    ['is another by now', ''],
  ])('forgets the rows of a pod that %s', async (_, elsewhere) => {
    const pod = elsewhere || gatewayUrl;
    const row = { topic: 'customer:cust-gone', connectionId: 'c-1', customerId: 'cust-gone' };
    const table = gateway.table<ConnectionRow>('websocket-connections');
    const expiresAt = Math.ceil(Date.now() / 1_000) + 60;
    await table.put({ ...row, pod, epoch: 'long-ago', expiresAt });
    await moves(newOrder(), 'placed', 'cust-gone');
    await gateway.settled();
    expect(await rows('customer:cust-gone')).toEqual([]);
    expect(await gateway.deadLetters()).toEqual([]);
  });

  it('is not believed where a lease is over', async () => {
    const row = { topic: 'customer:cust-over', connectionId: 'c-1', customerId: 'cust-over' };
    const table = gateway.table<ConnectionRow>('websocket-connections');
    await table.put({ ...row, pod: gatewayUrl, epoch: 'long-ago', expiresAt: 1 });
    await moves(newOrder(), 'placed', 'cust-over');
    await gateway.settled();
    // Nobody was asked: the row lies where DynamoDB will find it.
    expect(await rows('customer:cust-over')).toHaveLength(1);
  });
});

describe('metrics', () => {
  it('tell of connections, pushes and how late they are', async () => {
    const orderId = newOrder();
    shelf.move(orderId, 'placed');
    const written = await gateway.metric('waybill_pushes_total', { outcome: 'written' });
    const client = await watch(`order:${orderId}`, 0);
    await client.hears('missed');
    expect(await gateway.metric('waybill_websocket_connections')).toBeGreaterThan(0);
    await moves(orderId, 'confirmed');
    await soon(() => expect(versions(client, `order:${orderId}`)).toEqual([1, 2]));
    expect(await gateway.metric('waybill_pushes_total', { outcome: 'written' })).toBe(written + 1);
    expect(await gateway.metric('waybill_delivery_lag_seconds')).toBeGreaterThan(0);
  });
});
