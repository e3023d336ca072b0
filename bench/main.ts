import { startEmbeddedAwsThread } from '../infra/local/aws/embedded-aws-thread.ts';
import { awsEnvironment } from '../infra/local/environment.ts';
import { benchConsumer } from './consumer/consumer.ts';
import { benchCost } from './cost/cost.ts';
import { benchFanout } from './fanout/fanout.ts';

const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  consumer: () => overAws(benchConsumer),
  cost: benchCost,
  fanout: benchFanout,
};

const name = process.argv[2] ?? '';
const benchmark = benchmarks[name];
if (benchmark) {
  await benchmark();
  process.exit(0);
} else {
  const known = Object.keys(benchmarks).join(', ');
  console.error(`Usage: npm run bench -- NAME, where NAME is one of: ${known}`);
  process.exitCode = 2;
}

/** With an AWS in a thread of its own at `AWS_ENDPOINT_URL`. */
async function overAws(run: () => Promise<void>): Promise<void> {
  const worker = new URL('../../infra/dist/local/embedded-aws-worker.js', import.meta.url);
  const aws = await startEmbeddedAwsThread({ port: 0, worker });
  Object.assign(process.env, awsEnvironment(aws.endpoint));
  await run();
  await aws.stop();
}
