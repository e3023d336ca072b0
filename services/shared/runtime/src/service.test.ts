import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

let service: ChildProcess;
let url = '';

beforeAll(async () => {
  const script = 'services/shared/testing/src/still-service.ts';
  service = spawn(process.execPath, ['--import', 'tsx', script], {
    env: {
      ...process.env,
      STAGE: 'test',
      AWS_REGION: 'eu-west-1',
      HTTP_PORT: '0',
      HTTP_HOST: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!service.stdout) throw new Error('it has no output');
  for await (const line of createInterface(service.stdout)) {
    const { msg, port } = JSON.parse(line) as { msg: string; port?: number };
    if (msg === 'started') {
      url = `http://127.0.0.1:${port}`;
      break;
    }
  }
});

afterAll(() => service.kill('SIGKILL'));

const statusOf = async (path: string, method = 'GET'): Promise<number> =>
  (await fetch(`${url}${path}`, { method })).status;

it('is ready while its loops turn, alive without, and drains by SIGTERM', async () => {
  expect(await statusOf('/readyz')).toBe(200);
  expect(await statusOf('/stand-still', 'POST')).toBe(204);
  expect(await statusOf('/readyz')).toBe(503);
  expect(await statusOf('/healthz')).toBe(200);
  service.kill('SIGTERM');
  expect(await once(service, 'exit')).toEqual([0, null]);
});
