import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OrderUpdate } from '@waybill/contracts/live-protocol';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { startPod, type Pod } from './cluster/pod.ts';
import { awsEnvironment, serviceEnvironment } from './environment.ts';
import { createCaller, signIn, type Caller } from './scenario/caller.ts';
import { eventually } from './scenario/eventually.ts';
import { connectLive, type LiveClient } from './scenario/live-client.ts';
import { openShop, place, stockUp, type Shop } from './scenario/shop.ts';

let shop: Shop;
let logs: string;
const pods: Pod[] = [];
const clients: LiveClient[] = [];

/** Another process of the gateway. The shop's own is a third, and takes its share of the queue. */
async function startGateway(name: string, roles = 'http,queue,ws'): Promise<Pod> {
  const pod = startPod({
    name,
    script: 'services/gateway/dist/main.js',
    logFile: join(logs, `${name}.log`),
    environment: {
      ...awsEnvironment(process.env.AWS_ENDPOINT_URL ?? ''),
      ...serviceEnvironment(shop.url),
      QUEUE_VISIBILITY_SECONDS: '2',
      ROLES: roles,
    },
  });
  pods.push(pod);
  await pod.settled;
  return pod;
}

const urlOf = (pod: Pod): string => pod.url() ?? '';

/** Connects to a pod with a ticket that another gave. */
async function connect(url: string, customer: Caller): Promise<LiveClient> {
  const { body } = await customer.call('POST', '/ws/tickets');
  const client = await connectLive(url, String(body.ticket));
  clients.push(client);
  return client;
}

async function watch(url: string, customer: Caller, topic: string, since?: number) {
  const client = await connect(url, customer);
  client.say({ type: 'subscribe', topic, since });
  await client.hears(topic === 'orders' ? 'snapshot' : 'missed', topic);
  return client;
}

/** Everything that became of the order, as its own service tells it. */
async function truth(customer: Caller, orderId: string): Promise<OrderUpdate[]> {
  const { body } = await customer.call('GET', `/orders/${orderId}/events`);
  return (body.events as { type: string; version: number; occurredAt: string; data: OrderUpdate }[])
    .filter(({ type }) => type === 'OrderStatusChanged')
    .map(({ version, occurredAt, data }) => ({
      ...{ orderId, status: data.status, version, occurredAt },
    }));
}

const wish = { items: [{ productId: 'lamp', quantity: 1 }] };
const isShipped = ({ status }: OrderUpdate): boolean => status === 'shipped';

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['build.mjs']);
  logs = await mkdtemp(join(tmpdir(), 'waybill-live-'));
  shop = await openShop();
  await stockUp(shop, { lamp: 1_000 });
}, 120_000);

afterEach(() => clients.splice(0).forEach((client) => client.close()));

afterAll(async () => {
  pods.forEach((pod) => pod.signal('SIGKILL'));
  await Promise.all(pods.map(({ ended }) => ended));
  await shop.close();
  await rm(logs, { recursive: true });
});

describe('two gateway processes', () => {
  let first: Pod;
  let second: Pod;

  beforeAll(async () => {
    [first, second] = await Promise.all([
      startGateway('gateway-1'),
      // Takes nothing from the queue: whatever it shows, others have received.
      startGateway('gateway-2', 'http,ws'),
    ]);
  });

  it('show a customer of one what the other has received', async () => {
    const ann = await signIn(shop.url, 'cust-ann');
    const watching = await Promise.all(
      [urlOf(first), urlOf(second), shop.url].map((url) => watch(url, ann, 'orders')),
    );
    const stranger = await watch(urlOf(second), await signIn(shop.url, 'cust-bo'), 'orders');
    const orderIds = await Promise.all(Array.from({ length: 4 }, () => place(ann, wish)));
    for (const orderId of orderIds) {
      await eventually(() => {
        for (const client of watching) {
          const told = client.updates('orders').filter((update) => update.orderId === orderId);
          expect(told.some(isShipped)).toBe(true);
        }
      });
    }
    expect(stranger.updates('orders')).toEqual([]);
    expect(await messagesOf(urlOf(second))).toBe(0);
  });

  it('lose no update when one is killed and its client goes to the other', async () => {
    const eve = await signIn(shop.url, 'cust-eve');
    const orderIds = await Promise.all(Array.from({ length: 6 }, () => place(eve, wish)));
    const topics = orderIds.map((orderId) => `order:${orderId}`);
    const before = await connect(urlOf(first), eve);
    for (const topic of topics) before.say({ type: 'subscribe', topic, since: 0 });
    await Promise.all(topics.map((topic) => before.hears('missed', topic)));
    const killed = urlOf(first);
    first.signal('SIGKILL');
    await before.ends();
    const later = await connect(urlOf(second), eve);
    for (const topic of topics) {
      const since = before.updates(topic).at(-1)?.version;
      later.say({ type: 'subscribe', topic, since });
    }
    for (const [i, topic] of topics.entries()) {
      const told = await eventually(() => {
        const all = [...before.updates(topic), ...later.updates(topic)];
        expect(all.some(isShipped)).toBe(true);
        return all;
      });
      expect(told).toEqual(await truth(eve, orderIds[i] ?? ''));
    }
    // What is told to nobody costs a call once, and is forgotten.
    await eventually(async () => {
      await place(eve, wish);
      const { items } = await createDynamoTable<{ pod: string }>(
        shop.platform,
        'websocket-connections',
      ).query({ partition: { field: 'topic', value: 'customer:cust-eve' }, limit: 100 });
      expect(items.map(({ pod }) => pod)).not.toContain(killed);
    });
  });

  it('send their clients away one after the other when they are told to stop', async () => {
    const third = await startGateway('gateway-3');
    const dan = await signIn(shop.url, 'cust-dan');
    const leaving = await Promise.all([
      watch(urlOf(third), dan, 'orders'),
      watch(urlOf(third), dan, 'orders'),
      watch(urlOf(third), dan, 'orders'),
    ]);
    third.signal('SIGTERM');
    for (const client of leaving) {
      expect(await client.ends()).toEqual({ code: 1012, reason: 'restarting' });
      const last = client.frames.at(-1);
      expect(last).toEqual({ type: 'restarting', retryAfterMs: expect.any(Number) as number });
    }
    expect((await third.ended).code).toBe(0);
    const { items } = await createDynamoTable(shop.platform, 'websocket-connections').query({
      partition: { field: 'topic', value: 'customer:cust-dan' },
      limit: 100,
    });
    expect(items).toEqual([]);
  });
});

/** How many messages a pod has taken from the queue. */
async function messagesOf(url: string): Promise<number> {
  const { body } = await createCaller(url).call('GET', '/metrics');
  const lines = (body as unknown as string).match(/^waybill_messages_total\{.*\} (\d+)$/gm) ?? [];
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
