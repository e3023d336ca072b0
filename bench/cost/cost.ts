import { measure } from './measurement.ts';
import { costReport } from './report.ts';

/** Counts what an order costs in calls and units of AWS, in a world of its own, and prints it. */
export async function benchCost(): Promise<void> {
  const awsWorker = new URL('../../infra/dist/local/embedded-aws-worker.js', import.meta.url);
  const measurement = await measure(400, { concurrency: 100, standingMs: 30_000, awsWorker });
  console.log(costReport(measurement).join('\n'));
}
