import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMetrics } from '../metrics.ts';
import type { Platform } from '../platform.ts';
import { costOf, keepDeletionCost } from './deletion-cost.ts';

const tokenFile = join(mkdtempSync(join(tmpdir(), 'token-')), 'token');
writeFileSync(tokenFile, 'first\n');

interface Heard {
  readonly what: string;
  readonly authorization?: string;
  readonly type?: string;
  readonly body: unknown;
}

const heard: Heard[] = [];
let status = 200;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const { authorization, 'content-type': type } = headers;
      heard.push({ what: `${method} ${url}`, authorization, type, body: JSON.parse(text) });
      response.writeHead(status).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** A pod whose looks are turned by hand. */
function pod() {
  const metrics = createMetrics('test');
  const warned: unknown[] = [];
  let wake: (() => void) | undefined;
  let asleep: () => void = () => undefined;
  const slept: number[] = [];
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      slept.push(ms);
      wake = resolve;
      signal?.addEventListener('abort', () => resolve());
      asleep();
    });
  const log = { warn: (...said: unknown[]) => warned.push(said) };
  const platform = { metrics, log, random: () => 1, sleep } as unknown as Platform;
  const { port } = server.address() as AddressInfo;
  const options = { name: 'orders-1', namespace: 'shop', tokenFile };
  const worker = keepDeletionCost(platform, { ...options, apiUrl: `http://127.0.0.1:${port}` });
  const nextSleep = (): Promise<void> => new Promise((resolve) => (asleep = resolve));
  /** One more look, until it is over. */
  const look = async (inHand: number): Promise<void> => {
    metrics.inFlight.set(inHand);
    const over = nextSleep();
    if (wake) wake();
    else worker.start();
    await over;
  };
  return { worker, look, warned, slept };
}

const costs = (): unknown[] =>
  heard.splice(0).map(({ body }) => {
    const { metadata } = body as { metadata: { annotations: Record<string, string> } };
    return metadata.annotations['controller.kubernetes.io/pod-deletion-cost'];
  });

describe("a pod's deletion cost", () => {
  beforeEach(() => {
    heard.length = 0;
    status = 200;
  });

  it('is what it has in hand, told at the start and when it changes', async () => {
    const { worker, look } = pod();
    await look(0);
    expect(heard).toMatchObject([
      {
        what: 'PATCH /api/v1/namespaces/shop/pods/orders-1',
        authorization: 'Bearer first',
        type: 'application/merge-patch+json',
      },
    ]);
    await look(0);
    await look(3);
    await look(4);
    await look(5);
    await look(0);
    expect(costs()).toEqual(['0', '4', '8', '0']);
    await worker.stop();
  });

  it('is told again after a refusal, later and later, with the token as it is then', async () => {
    const { worker, look, warned, slept } = pod();
    status = 403;
    await look(1);
    await look(1);
    expect(warned).toHaveLength(2);
    expect(JSON.stringify(warned)).not.toContain('first');
    expect(slept).toEqual([10_000, 20_000]);
    writeFileSync(tokenFile, 'second\n');
    status = 200;
    heard.length = 0;
    await look(1);
    expect(heard).toMatchObject([{ authorization: 'Bearer second' }]);
    await worker.stop();
  });

  it('goes up in powers of two', () => {
    expect([0, 1, 2, 3, 5, 50].map(costOf)).toEqual([0, 1, 2, 4, 8, 64]);
  });

  it('needs to know which pod it is', () => {
    expect(() => keepDeletionCost({} as Platform, { name: 'orders-1' })).toThrow(
      'POD_DELETION_COST needs POD_NAME and POD_NAMESPACE',
    );
  });
});
