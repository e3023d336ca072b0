import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { openSurroundings, type Surroundings } from './scenario/bare-edge.ts';
import { createCaller, signIn } from './scenario/caller.ts';
import { eventually } from './scenario/eventually.ts';
import { freePort, run, type Ending, type Run } from './scenario/process.ts';
import { orderBody } from './scenario/shop.ts';
import { services } from './services.ts';

const whole = 'infra/dist/local/main.js';
const anyPorts = ['--port', '0', '--aws-port', '0'];
const runs: Run[] = [];

const start = (...told: Parameters<typeof run>): Run => {
  const one = run(...told);
  runs.push(one);
  return one;
};

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['build.mjs']);
});

afterAll(() => {
  for (const { child } of runs) child.kill('SIGKILL');
});

function expectOneLine({ code, out, err }: Ending, line: RegExp): void {
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(line) as string });
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(out + err).not.toMatch(/^\s+at /m);
}

describe('npm start', () => {
  let taken: Server;
  let port: string;

  beforeAll(async () => {
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    port = String((taken.address() as AddressInfo).port);
  });

  afterAll(() => {
    taken.close();
  });

  describe('runs the whole system, which', () => {
    let main: Run;
    let url: string;

    it('is ready within 15 s', async () => {
      const began = performance.now();
      main = start(whole, anyPorts);
      url = (await main.says(/HTTP +(http\S+)[^]*Stop with Ctrl-C/))[1] ?? '';
      expect(performance.now() - began).toBeLessThan(15_000);
      expect(await createCaller(url).call('GET', '/readyz')).toMatchObject({ status: 200 });
    });

    it('bears the load of a made day, and reconciles', async () => {
      const { code, out, err } = await start('infra/dist/local/load.js', ['--url', url]).ended;
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/Reconciled: 130 orders\.\n$/);
    }, 150_000);

    it('drains on Ctrl-C with orders under way, and stops within 10 s', async () => {
      const staff = await signIn(url, 'staff-1', ['staff']);
      const customer = await signIn(url, 'cust-1');
      const product = { name: 'Thing', unitPrice: 500, currency: 'GBP' };
      await staff.call('PUT', '/products/thing', { body: product });
      const receipt = { quantity: 100, reference: 'delivery-1' };
      await staff.call('POST', '/stock/thing/receipts', { body: receipt });
      const items = [{ productId: 'thing', quantity: 1 }];
      const order = (paymentMethod: string) =>
        customer.call('POST', '/orders', { body: orderBody({ items, paymentMethod }) });
      await eventually(async () => expect((await order('tok_unreachable')).status).toBe(201));
      const placed = await Promise.all(Array.from({ length: 20 }, () => order('tok_visa')));
      expect(new Set(placed.map(({ status }) => status))).toEqual(new Set([201]));

      const began = performance.now();
      main.child.kill('SIGINT');
      const { code, err, out } = await main.ended;
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/Stopped\.\n$/);
      expect(performance.now() - began).toBeLessThan(10_000);
    });
  });

  it.each<[string, () => string[], Record<string, string>, RegExp]>([
    [
      'a taken AWS port',
      () => ['--port', '0', '--aws-port', port],
      {},
      /AWS is taken: .*--aws-port/,
    ],
    [
      'a taken HTTP port',
      () => ['--aws-port', '0', '--port', port],
      {},
      /Port \d+ is taken: .*--port/,
    ],
    ['wrong settings', () => ['--port', 'x'], { LOG_LEVEL: 'loud' }, /PORT .*LOG_LEVEL /],
    [
      "a service's wrong setting",
      () => anyPorts,
      { PAYMENT_WITHIN_MS: 'soon' },
      /PAYMENT_WITHIN_MS/,
    ],
    ['an unknown option', () => ['--prot', '1'], {}, /--prot/],
  ])(
    'says in one line what is wrong with %s, and exits with 1',
    async (_, args, settings, line) => {
      const ending = await start(whole, args(), settings).ended;
      expectOneLine(ending, line);
    },
  );

  it('tells how it is used', async () => {
    const { code, out } = await start(whole, ['--help']).ended;
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('--aws-port N') as string,
    });
  });
});

describe('services on their own', () => {
  const script = (service: string) => `services/${service}/dist/main.js`;
  let surroundings: Surroundings;

  beforeAll(async () => {
    surroundings = await openSurroundings();
  });

  afterAll(() => surroundings.close());

  it('ship an order together, log no personal data, and drain on SIGTERM', async () => {
    const names = Object.keys(services);
    const urls: Record<string, string> = {};
    const processes = await Promise.all(
      names.map(async (service) => {
        const port = await freePort();
        urls[service] = `http://127.0.0.1:${port}`;
        const own = { HTTP_PORT: String(port), HTTP_HOST: '127.0.0.1', LOG_LEVEL: 'debug' };
        return start(script(service), [], { ...surroundings.environment, ...own });
      }),
    );
    const of = (service: string, token?: string) => createCaller(urls[service] ?? '', token);
    await Promise.all(
      names.map((service) =>
        eventually(async () =>
          expect(await of(service).call('GET', '/readyz')).toMatchObject({ status: 200 }),
        ),
      ),
    );

    const { token: staff } = await signIn(surroundings.url, 'staff-1', ['staff']);
    const { token: customer } = await signIn(surroundings.url, 'cust-1');
    const product = { name: 'Thing', unitPrice: 500, currency: 'GBP' };
    await of('catalog', staff).call('PUT', '/products/thing', { body: product });
    const receipt = { quantity: 100, reference: 'delivery-1' };
    await of('inventory', staff).call('POST', '/stock/thing/receipts', { body: receipt });
    const orderId = await eventually(async () => {
      const body = orderBody({ items: [{ productId: 'thing', quantity: 1 }] });
      const answer = await of('orders', customer).call('POST', '/orders', { body });
      expect(answer.status).toBe(201);
      return String(answer.body.orderId);
    });
    await eventually(async () =>
      expect(await of('orders', customer).call('GET', `/orders/${orderId}`)).toMatchObject({
        body: { status: 'shipped' },
      }),
    );
    const ledger = (name: string) => `/sandbox/${name}?orderId=${orderId}`;
    const { body } = await createCaller(surroundings.url).call('GET', ledger('charges'));
    expect(body).toMatchObject({ charges: [{ status: 'captured', amount: 500 }] });
    await eventually(async () => {
      const answer = await createCaller(surroundings.url).call('GET', ledger('mail'));
      expect(answer.body.mails).toHaveLength(2);
    });

    for (const { child } of processes) child.kill('SIGTERM');
    const endings = await Promise.all(processes.map(({ ended }) => ended));
    expect(endings.map(({ code, err }) => ({ code, err }))).toEqual(
      names.map(() => ({ code: 0, err: '' })),
    );
    const logs = endings.map(({ out }) => out).join('');
    expect(logs).not.toMatch(/ada@example|Byron|tok_visa|Bearer/);
    const lines = logs
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string });
    expect(lines.filter(({ msg }) => msg === 'stopped')).toHaveLength(names.length);
  }, 60_000);

  it('name every setting that is missing', async () => {
    const { STAGE = '' } = surroundings.environment;
    const ending = await start(script('orders'), [], { STAGE }).ended;
    expectOneLine(ending, /^orders cannot start: .*OIDC_ISSUER.*OIDC_JWKS_URL/);
  });

  it('refuse the local issuer, which believes everybody, unless told that they may', async () => {
    const environment = { ...surroundings.environment, OIDC_ALLOW_LOCAL_ISSUER: 'false' };
    const ending = await start(script('orders'), [], environment).ended;
    expectOneLine(ending, /OIDC_ISSUER is the local issuer/);
  });
});
