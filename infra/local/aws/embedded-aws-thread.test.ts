import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

import { startEmbeddedAwsThread } from './embedded-aws-thread.ts';

const worker = pathToFileURL(join(__dirname, 'embedded-aws-worker.ts'));

/** Runs a thread of these lines instead of AWS. */
async function withWorker(source: string, run: (entry: URL) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-worker-'));
  const file = join(folder, 'worker.cjs');
  await writeFile(file, `const { parentPort } = require('node:worker_threads');\n${source}`);
  try {
    await run(pathToFileURL(file));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('AWS in a thread', () => {
  it('serves, and stops', async () => {
    const aws = await startEmbeddedAwsThread({ port: 0, worker });
    const health = await fetch(`${aws.endpoint}/_waybill/health`);
    expect(await health.json()).toMatchObject({
      status: 'ok',
      services: expect.arrayContaining(['sqs', 'events', 'dynamodb', 'kinesis']) as string[],
    });
    await aws.stop();
    await expect(fetch(aws.endpoint)).rejects.toThrow();
  });

  it('says that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      await expect(startEmbeddedAwsThread({ port, worker })).rejects.toMatchObject({
        code: 'EADDRINUSE',
        message: expect.stringContaining(String(port)) as string,
      });
    } finally {
      other.close();
    }
  });

  it('says why it did not start', async () => {
    await withWorker(`throw new Error('no luck');`, async (entry) => {
      await expect(startEmbeddedAwsThread({ port: 0, worker: entry })).rejects.toThrow('no luck');
    });
  });

  it('tells of a crash', async () => {
    const source = `parentPort.postMessage({ endpoint: '' }); setTimeout(() => { throw new Error('late'); }, 10);`;
    await withWorker(source, async (entry) => {
      const crash = await new Promise<Error>((resolve, reject) => {
        startEmbeddedAwsThread({ port: 0, worker: entry, onCrash: resolve }).catch(reject);
      });
      expect(crash.message).toContain('late');
    });
  });

  it('stops within two seconds even when it hangs', async () => {
    const source = `parentPort.postMessage({ endpoint: '' }); setTimeout(() => { for (;;); }, 0);`;
    await withWorker(source, async (entry) => {
      const aws = await startEmbeddedAwsThread({ port: 0, worker: entry });
      const started = performance.now();
      await aws.stop();
      expect(performance.now() - started).toBeLessThan(2_000);
    });
  });
});
