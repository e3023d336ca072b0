import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPlatform } from '@waybill/runtime/platform';
import { topology } from '../topology.ts';
import { startEmbeddedAwsThread } from './aws/embedded-aws-thread.ts';
import { parseChaosArguments, usage, type ChaosArguments } from './chaos/arguments.ts';
import { shake } from './chaos/chaos.ts';
import { hastySettings } from './chaos/settings.ts';
import { smallDay } from './chaos/small-day.ts';
import { startCluster, type Cluster } from './cluster/cluster.ts';
import { startEdge } from './cluster/edge.ts';
import { awsEnvironment, localMailFrom, localStage, serviceEnvironment } from './environment.ts';
import { wallClock } from './load/clock.ts';
import { Failure } from './load/failure.ts';
import { lines } from './load/progress.ts';
import { readDay } from './load/read-day.ts';
import { provision } from './provision/provision.ts';
import { services } from './services.ts';

const print = (line: string): void => console.log(line);
const bundle = (path: string): URL => new URL(path, import.meta.url);

/** Runs the whole proof. Resolves with the exit code: 0 if all holds, 1 if not. */
async function chaos(asked: ChaosArguments): Promise<0 | 1> {
  const startedAt = performance.now();
  const { file, seed, killEveryMs } = asked;
  const day = file === undefined ? smallDay(seed) : await readDay({ file, seed });
  print(`Chaos with --seed ${seed}: a kill every ${killEveryMs} ms.`);
  const aws = await startEmbeddedAwsThread({ port: 0, worker: bundle('embedded-aws-worker.js') });
  const awsSettings = awsEnvironment(aws.endpoint);
  Object.assign(process.env, awsSettings);
  await provision(topology, { stage: localStage, mailFrom: localMailFrom });
  const platform = createPlatform('chaos', { stage: localStage, logLevel: 'silent' });
  const logs = await logFolder(asked);
  let cluster: Cluster | undefined;
  const edge = await startEdge(platform, aws.endpoint, (service) => cluster?.urlOf(service));
  let holds = false;
  try {
    cluster = await startCluster({
      services: Object.keys(services),
      scriptOf: (service) => fileURLToPath(bundle(`../../../services/${service}/dist/main.js`)),
      environment: { ...awsSettings, ...serviceEnvironment(edge.url), ...hastySettings },
      logs,
    });
    const progress = lines(print, wallClock);
    const around = { url: edge.url, cluster, platform, clock: wallClock, progress, print };
    holds = await shake(asked, day, around);
  } finally {
    await cluster?.destroy();
    await edge.close();
    platform.aws.close();
    await aws.stop();
    if (holds && asked.logs === undefined) await rm(logs, { recursive: true });
    if (!holds)
      print(`\nNot every invariant holds. Repeat it with --seed ${seed}; the logs are in ${logs}`);
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  if (holds) print(`\nEvery invariant holds (seed ${seed}, ${seconds} s).`);
  return holds ? 0 : 1;
}

async function logFolder({ logs }: ChaosArguments): Promise<string> {
  if (logs === undefined) return mkdtemp(join(tmpdir(), 'waybill-chaos-'));
  await mkdir(logs, { recursive: true });
  return logs;
}

async function main(): Promise<number> {
  try {
    const asked = parseChaosArguments(process.argv.slice(2), () => randomInt(1_000_000));
    if (asked !== 'help') return await chaos(asked);
    print(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}

// The pods end with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exit(await main());
