import type { OrderUpdate } from '@waybill/contracts/live-protocol';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { connectLive, type LiveClient } from '../../../infra/local/scenario/live-client.ts';
import { OrderShelf } from '../../../infra/local/scenario/order-shelf.ts';
import { Signature } from './signature.ts';
import type { ConnectionRow } from './registry.ts';

const shelf = new OrderShelf();
const secret = 'a-secret-of-thirty-two-characters';
const gateway = useComponent('gateway', {
  sandbox: shelf.router,
  environment: (url) => ({ ORDERS_URL: `${url}/sandbox`, GATEWAY_SECRET: secret }),
});

const clients: LiveClient[] = [];
afterAll(() => clients.splice(0).forEach((client) => client.close()));

async function watch(subject: string): Promise<LiveClient> {
  const answer = await (await gateway.client(subject, 'staff')).post('/ws/tickets');
  const client = await connectLive(gateway.url, (answer.body as { ticket: string }).ticket);
  clients.push(client);
  client.say({ type: 'subscribe', topic: 'orders' });
  await client.hears('snapshot');
  return client;
}

let version = 0;

/** A hundred updates, as another pod pushes them. */
async function push(epoch: string): Promise<void> {
  const occurredAt = new Date().toISOString();
  const pushes = Array.from({ length: 100 }, (_, i) => {
    version += 1;
    const update: OrderUpdate = { orderId: `ord-${i}`, status: 'placed', version, occurredAt };
    return { customerId: 'cust-any', update };
  });
  const body = { epoch, pushes };
  const headers = new Signature(secret).headers(body, Date.now());
  const answer = await (await gateway.client()).post('/internal/pushes').set(headers).send(body);
  expect(answer.status).toBe(200);
}

/** How long each push takes until it is read by all of them, in milliseconds: the 99th percentile. */
async function p99(epoch: string, readers: readonly LiveClient[], rounds: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const expected = version + 100;
    const arrived = readers.map(
      (reader) =>
        new Promise<void>((resolve) => {
          const look = (data: Buffer): void => {
            if (!data.includes(`"version":${expected},`)) return;
            reader.ws.off('message', look);
            resolve();
          };
          reader.ws.on('message', look);
        }),
    );
    await push(epoch);
    await Promise.all(arrived);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

describe('a slow reader', () => {
  it('is dropped with a code, with a bounded memory, and the others notice nothing', async () => {
    const readers = await Promise.all(['mia', 'max', 'moe', 'may'].map(watch));
    const [row] = (
      await gateway.table<ConnectionRow>('websocket-connections').query({
        partition: { field: 'topic', value: 'staff' },
        limit: 1,
      })
    ).items;
    const epoch = row?.epoch ?? '';
    await p99(epoch, readers, 50);
    const before = await p99(epoch, readers, 400);
    const slow = await watch('slow');
    const dropped = () => gateway.metric('waybill_slow_readers_total');
    slow.ws.pause();
    const memory = process.memoryUsage().rss;
    const during = await p99(epoch, readers, 400);
    // What the kernel takes off the server's hands is several megabytes here.
    for (let i = 0; i < 2_000 && (await dropped()) === 0; i += 1) await push(epoch);
    expect(await dropped()).toBe(1);
    expect(process.memoryUsage().rss - memory).toBeLessThan(150e6);
    await soon(async () => expect(await gateway.metric('waybill_websocket_connections')).toBe(4));
    expect(readers.map(({ closed }) => closed)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    // A machine's hiccup of a few milliseconds is no reader's fault.
    expect(during).toBeLessThan(before * 1.2 + 10);
  }, 60_000);
});
