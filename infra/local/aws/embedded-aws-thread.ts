import { Worker } from 'node:worker_threads';

import type { EmbeddedAws } from './embedded-aws.ts';

export interface ThreadOptions {
  readonly port: number;
  /** Where `embedded-aws-worker` is, as TypeScript or bundled. */
  readonly worker: URL;
  /** Hears of a thread that ended although nobody stopped it. By default that is an uncaught error. */
  readonly onCrash?: (error: Error) => void;
}

/** What the worker says once: where it listens, or why it does not. */
export type WorkerReport = { endpoint: string } | { failure: string; code?: string | undefined };

const gracefulStopMs = 1_500;

/**
 * Starts AWS in a thread of its own, so that it and the services use a core each. Rejects if it cannot start, with code
 * EADDRINUSE if the port is taken. `stop` ends within two seconds, whatever the thread is doing.
 */
export async function startEmbeddedAwsThread(options: ThreadOptions): Promise<EmbeddedAws> {
  const { port, worker: entry, onCrash = throwUncaught } = options;
  const worker = startWorker(entry, { port });
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let isRunning = false;
  let crash = new Error('The embedded AWS ended by itself.');
  worker.on('error', (error: Error) => {
    crash = new Error(`The embedded AWS crashed: ${error.message}`, { cause: error });
  });
  worker.once('exit', () => {
    if (isRunning) onCrash(crash);
  });

  const endpoint = await new Promise<string>((resolve, reject) => {
    worker.once('exit', () => reject(crash));
    worker.once('message', (report: WorkerReport) => {
      if ('endpoint' in report) resolve(report.endpoint);
      else reject(Object.assign(new Error(report.failure), { code: report.code }));
    });
  }).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  isRunning = true;

  return {
    endpoint,
    async stop() {
      isRunning = false;
      worker.postMessage('stop');
      const timer = setTimeout(() => void worker.terminate(), gracefulStopMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Node 20 gives a thread no loader for TypeScript, so an entry that is not bundled registers tsx first. */
function startWorker(entry: URL, workerData: { port: number }): Worker {
  if (!entry.pathname.endsWith('.ts')) return new Worker(entry, { workerData });
  const bootstrap = `import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(entry.href)});
  });`;
  return new Worker(bootstrap, { eval: true, workerData });
}

function throwUncaught(error: Error): void {
  process.nextTick(() => {
    throw error;
  });
}
