import { parentPort, workerData } from 'node:worker_threads';

import { startEmbeddedAws } from './embedded-aws.ts';
import type { WorkerReport } from './embedded-aws-thread.ts';

/** The entry of the thread that embedded-aws-thread.ts starts: AWS until it is told to stop. */
async function run(): Promise<void> {
  const report = (message: WorkerReport) => parentPort?.postMessage(message);
  try {
    const aws = await startEmbeddedAws(workerData as { port: number });
    parentPort?.once('message', () => {
      void aws.stop().finally(() => parentPort?.close());
    });
    report({ endpoint: aws.endpoint });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    report({ failure: message, code });
  }
}

void run();
