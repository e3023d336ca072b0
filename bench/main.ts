import { startEmbeddedAwsThread } from '../infra/local/aws/embedded-aws-thread.ts';
import { awsEnvironment } from '../infra/local/environment.ts';
import { benchConsumer } from './consumer/consumer.ts';

const benchmarks: Readonly<Record<string, () => Promise<void>>> = { consumer: benchConsumer };

const name = process.argv[2] ?? '';
const benchmark = benchmarks[name];
if (benchmark) {
  const worker = new URL('../../infra/dist/local/embedded-aws-worker.js', import.meta.url);
  const aws = await startEmbeddedAwsThread({ port: 0, worker });
  Object.assign(process.env, awsEnvironment(aws.endpoint));
  await benchmark();
  await aws.stop();
  process.exit(0);
} else {
  const known = Object.keys(benchmarks).join(', ');
  console.error(`Usage: npm run bench -- NAME, where NAME is one of: ${known}`);
  process.exitCode = 2;
}
