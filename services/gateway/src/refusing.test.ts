import { liveProtocol } from '@waybill/contracts/live-protocol';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import {
  connectLive,
  dial,
  refusalOf,
  type Connecting,
  type LiveClient,
} from '../../../infra/local/scenario/live-client.ts';
import { OrderShelf } from '../../../infra/local/scenario/order-shelf.ts';
import type { TicketRow } from './ticket-office.ts';

const shelf = new OrderShelf();
const gateway = useComponent('gateway', {
  sandbox: shelf.router,
  environment: (url) => ({ ORDERS_URL: `${url}/sandbox`, GATEWAY_HEARTBEAT_MS: '1000' }),
});

const clients: LiveClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.close()));

async function ticket(subject = 'cust-ann', ...roles: string[]): Promise<string> {
  const answer = await (await gateway.client(subject, ...roles)).post('/ws/tickets');
  return (answer.body as { ticket: string }).ticket;
}

async function connect(subject = 'cust-ann', ...roles: string[]): Promise<LiveClient> {
  const client = await connectLive(gateway.url, await ticket(subject, ...roles));
  clients.push(client);
  return client;
}

function call(connecting?: Connecting): LiveClient {
  const client = dial(gateway.url, connecting);
  clients.push(client);
  return client;
}

const unused = 'x'.repeat(43);

describe('a request is refused before it is a connection', () => {
  const good = { ticket: unused };
  it.each<[string, Connecting, { status: number; code: string }]>([
    [
      'of another page',
      { ...good, options: { origin: 'https://evil.example' } },
      { status: 403, code: 'origin-not-allowed' },
    ],
    [
      'of a sandboxed page',
      { ...good, options: { origin: 'null' } },
      { status: 403, code: 'origin-not-allowed' },
    ],
    [
      'with a ticket in its address',
      { path: `/ws?ticket=${unused}` },
      { status: 400, code: 'query-not-allowed' },
    ],
    [
      'with a token in its address',
      { path: '/ws?access_token=eyJ' },
      { status: 400, code: 'query-not-allowed' },
    ],
    [
      'of another protocol',
      { protocols: ['graphql-ws'] },
      { status: 400, code: 'unsupported-protocol' },
    ],
    [
      'of another version',
      { protocols: ['waybill.v2'] },
      { status: 400, code: 'unsupported-protocol' },
    ],
    [
      'with two tickets',
      { protocols: [liveProtocol, `ticket.${unused}`], ticket: 'y'.repeat(43) },
      { status: 400, code: 'several-tickets' },
    ],
  ])('%s', async (_, connecting, refusal) => {
    expect(await refusalOf(call(connecting))).toEqual(refusal);
  });

  it('while a page that is allowed is not', async () => {
    const client = call({ ticket: await ticket(), options: { origin: gateway.url } });
    await client.hears('welcome');
  });
});

describe('a connection ends', () => {
  it.each<[string, () => Promise<Connecting>]>([
    ['with a ticket that is none', () => Promise.resolve({ ticket: unused })],
    [
      'with a token for a ticket',
      () => Promise.resolve({ ticket: 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln' }),
    ],
    [
      'with a ticket that is over',
      async () => {
        const written: TicketRow[] = [];
        gateway.intercept(({ operation, input }, next) => {
          if (operation === 'PutItem') written.push(input.Item as TicketRow);
          return next();
        });
        const over = await ticket();
        gateway.intercept((_, next) => next());
        const table = gateway.table<TicketRow>('websocket-tickets');
        for (const row of written) await table.put({ ...row, expiresAt: 1 });
        return { ticket: over };
      },
    ],
  ])('%s', async (_, connecting) => {
    expect(await call(await connecting()).ends()).toEqual({ code: 4401, reason: 'ticket-invalid' });
  });

  it('without a ticket, after 5 s', async () => {
    const client = call();
    expect(await client.ends()).toEqual({ code: 4408, reason: 'authentication-timeout' });
  });

  it.each<[string, (client: LiveClient) => void, ...number[]]>([
    ['for a frame of 1 MB', ({ ws }) => ws.send('x'.repeat(1_000_000)), 1009],
    [
      'for many small parts of a frame',
      ({ ws }) => {
        for (let i = 0; i < 2_000; i += 1) ws.send('x', { fin: false });
      },
      1008,
    ],
    ['for malformed JSON', ({ ws }) => ws.send('{"type":'), 1007],
    ['for binary data', ({ ws }) => ws.send(Buffer.from([1, 2, 3])), 1003],
    [
      'for 1,000 messages a second',
      ({ ws }) => {
        for (let i = 0; i < 1_000; i += 1) ws.send('{"type":"ping"}');
      },
      1008,
    ],
    [
      'for 1,000 pings a second',
      ({ ws }) => {
        for (let i = 0; i < 1_000; i += 1) ws.ping();
      },
      // Or `ws` cuts it off, when it cannot answer as fast.
      1006,
      1008,
    ],
    [
      'for text that is not UTF-8',
      ({ ws }) => ws.send(Buffer.from([0xc3, 0x28]), { binary: false }),
      1007,
    ],
  ])('%s', async (_, misbehave, ...codes) => {
    const client = await connect();
    misbehave(client);
    expect(codes).toContain((await client.ends()).code);
  });

  it('that does not answer pings', async () => {
    const client = call({ ticket: await ticket(), options: { autoPong: false } });
    await client.hears('welcome');
    expect((await client.ends()).code).toBe(1006);
  });
});

describe('a frame is refused, and the connection goes on', () => {
  it.each([
    ['of no type', {}, 'invalid-frame'],
    ['that is no object', null, 'invalid-frame'],
    ['of a type of no frame', { type: 'toString' }, 'invalid-frame'],
    ['with a field too many', { type: 'ping', token: 'x' }, 'invalid-frame'],
    ['for a topic that is none', { type: 'subscribe', topic: 'everything' }, 'invalid-frame'],
    [
      'with a path in the order’s id',
      { type: 'subscribe', topic: 'order:ord-1/../..' },
      'invalid-frame',
    ],
    ['with a second ticket', { type: 'authenticate', ticket: unused }, 'already-authenticated'],
    [
      'with a renewal by a ticket that is none',
      { type: 'renew', ticket: unused },
      'ticket-invalid',
    ],
    ['for an order that is none', { type: 'subscribe', topic: 'order:ord-none' }, 'unknown-order'],
  ])('%s', async (_, frame, code) => {
    const client = await connect();
    client.ws.send(JSON.stringify(frame));
    expect(await client.hears('error')).toMatchObject({ code });
    client.say({ type: 'ping' });
    await client.hears('pong');
  });

  it('for another’s order, as if there were none', async () => {
    const { entry, about } = shelf.move('ord-ann', 'placed', 'cust-ann');
    const topic = `order:${about.aggregateId}`;
    const client = await connect('cust-bo');
    client.say({ type: 'subscribe', topic });
    expect(await client.hears('error')).toMatchObject({ code: 'unknown-order', topic });
    await gateway.hears(entry, about);
    await gateway.settled();
    expect(client.updates(topic)).toEqual([]);
  });

  it('for a subject that is no customer', async () => {
    const client = await connect('somebody');
    client.say({ type: 'subscribe', topic: 'orders' });
    expect(await client.hears('error')).toMatchObject({ code: 'forbidden' });
  });

  it('before the ticket', async () => {
    const client = call();
    await soon(() => expect(client.ws.readyState).toBe(1));
    client.say({ type: 'subscribe', topic: 'orders' });
    expect(await client.hears('error')).toMatchObject({ code: 'not-authenticated' });
  });

  it('for the 51st topic, and for one twice', async () => {
    const topics = Array.from({ length: 51 }, (_, i) => `order:ord-many${i}`);
    for (const topic of topics) shelf.move(topic.slice(6), 'placed', 'cust-ann');
    const client = await connect();
    for (const topic of [...topics.slice(0, 50), 'order:ord-many0', ...topics.slice(50)]) {
      client.say({ type: 'subscribe', topic });
    }
    await soon(() => {
      const errors = client.frames.flatMap((frame) => (frame.type === 'error' ? frame.code : []));
      expect(errors.sort()).toEqual(['already-subscribed', 'too-many-subscriptions']);
    });
  });
});

describe('a token’s end', () => {
  /** A ticket whose token is said to end in so long. */
  async function shortTicket(ms: number, subject = 'cust-ann'): Promise<string> {
    const office = new (await import('./ticket-office.ts')).TicketOffice(
      gateway.platform,
      gateway.table<TicketRow>('websocket-tickets'),
    );
    const expiresAtMs = Date.now() + ms;
    return (await office.issue({ subject, isStaff: false, expiresAtMs }, 'token')).ticket;
  }

  it('is the connection’s', async () => {
    const client = call({ ticket: await shortTicket(3_000) });
    await client.hears('welcome');
    expect(await client.ends()).toEqual({ code: 4410, reason: 'token-expired' });
  });

  it('is not, where it was renewed, and only by a ticket of the same subject', async () => {
    const client = call({ ticket: await shortTicket(4_000) });
    await client.hears('welcome');
    client.say({ type: 'renew', ticket: await ticket('cust-bo') });
    expect(await client.hears('error')).toMatchObject({ code: 'ticket-of-another' });
    client.say({ type: 'renew', ticket: await ticket() });
    const { expiresAt } = await client.hears('renewed');
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    client.say({ type: 'ping' });
    await client.hears('pong');
  });
});

describe('another pod’s push', () => {
  it.each([
    ['without a signature', {}],
    ['with a wrong one', { 'x-waybill-time': String(Date.now()), 'x-waybill-signature': 'x' }],
  ])('is refused %s', async (_, headers) => {
    const answer = await (
      await gateway.client()
    )
      .post('/internal/pushes')
      .set(headers)
      .send({ epoch: 'e', pushes: [] });
    expect(answer.status).toBe(401);
  });
});
