import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPlatform } from '@waybill/runtime/platform';
import { topology } from '../topology.ts';
import { startEmbeddedAwsThread } from './aws/embedded-aws-thread.ts';
import { startCluster } from './cluster/cluster.ts';
import { startEdge } from './cluster/edge.ts';
import { awsEnvironment, localMailFrom, localStage, serviceEnvironment } from './environment.ts';
import { wallClock } from './load/clock.ts';
import { Failure } from './load/failure.ts';
import { load } from './load/load.ts';
import { lines } from './load/progress.ts';
import { askAll } from './panels/questions.ts';
import { startPrometheus } from './panels/prometheus.ts';
import { provision } from './provision/provision.ts';
import { eventually } from './scenario/eventually.ts';
import { signIn } from './scenario/caller.ts';
import { connectLive } from './scenario/live-client.ts';
import { seed } from './seed/seed.ts';
import { services } from './services.ts';

const print = (line: string): void => console.log(line);
const bundle = (path: string): URL => new URL(path, import.meta.url);

/**
 * Every service as a process, under the load of a day, scraped by Prometheus: is each panel and each alert answered?
 * Resolves with the exit code.
 */
async function main(arguments_: readonly string[]): Promise<number> {
  const aws = await startEmbeddedAwsThread({ port: 0, worker: bundle('embedded-aws-worker.js') });
  const awsSettings = awsEnvironment(aws.endpoint);
  Object.assign(process.env, awsSettings);
  await provision(topology, { stage: localStage, mailFrom: localMailFrom });
  const platform = createPlatform('edge', { stage: localStage, logLevel: 'silent' });
  const logs = await mkdtemp(join(tmpdir(), 'waybill-panels-'));
  let urlOf: (service: string) => string | undefined = () => undefined;
  const edge = await startEdge(platform, aws.endpoint, (service) => urlOf(service));
  const cluster = await startCluster({
    services: Object.keys(services),
    scriptOf: (service) => fileURLToPath(bundle(`../../../services/${service}/dist/main.js`)),
    environment: { ...awsSettings, ...serviceEnvironment(edge.url) },
    logs,
  });
  urlOf = (service) => cluster.urlOf(service);
  const targets = cluster.services.map((service) => new URL(cluster.urlOf(service) ?? '').host);
  const prometheus = await startPrometheus(targets, {
    port: await freePort(),
    rules: resolve('charts/monitoring/alerts/waybill.yaml'),
  });
  try {
    await prometheus.scrapedTwice();
    await seed({ url: edge.url, awsEndpoint: aws.endpoint });
    await lookEverywhere(edge.url);
    const code = await load([...arguments_, '--url', edge.url], {
      clock: wallClock,
      runId: Date.now().toString(36) + randomBytes(3).toString('hex'),
      progress: lines(print, wallClock),
      print,
      complain: (line) => console.error(line),
    });
    if (code !== 0) return code;
    await prometheus.scrapedTwice();
    print('');
    const unanswered = await askAll(prometheus, print);
    for (const { where, expression } of unanswered)
      console.error(`No data: ${where}: ${expression}`);
    if (unanswered.length === 0) print('\nEvery panel and every alert is answered.');
    return unanswered.length === 0 ? 0 : 1;
  } finally {
    await prometheus.stop();
    await cluster.destroy();
    await edge.close();
    platform.aws.close();
    await aws.stop();
    await rm(logs, { recursive: true });
  }
}

/** Asks every service that is asked at all, as people do. */
async function lookEverywhere(url: string): Promise<void> {
  const staff = await signIn(url, 'anna', ['staff']);
  const paths = [
    '/analytics/orders',
    '/invoices/none',
    '/operations/queues',
    '/stock/lamp',
    '/orders',
  ];
  for (const path of paths) await staff.call('GET', path);
  const { body } = await staff.call('POST', '/ws/tickets');
  const watcher = await connectLive(url, String(body.ticket));
  watcher.say({ type: 'subscribe', topic: 'orders' });
  await watcher.hears('snapshot', 'orders');
  await eventually(async () => {
    if (!(await fetch(url)).ok) throw new Failure('the page does not answer', 1);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exit(1);
}
