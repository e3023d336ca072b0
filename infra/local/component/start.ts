import { createAws } from '@waybill/runtime/aws';
import { close, createHttpApp, listen } from '@waybill/runtime/http/server';
import { createPlatform, type Platform } from '@waybill/runtime/platform';
import { attach } from '@waybill/runtime/sockets';
import { workers, type Worker } from '@waybill/runtime/worker';
import { Router } from 'express';
import type { AddressInfo } from 'node:net';
import { topology } from '../../topology.ts';
import { createDevIssuer } from '../auth/dev-issuer.ts';
import { startEmbeddedAws } from '../aws/embedded-aws.ts';
import { awsEnvironment, localMailFrom, localStage, serviceEnvironment } from '../environment.ts';
import { provision } from '../provision/provision.ts';
import { services } from '../services.ts';
import { Wire } from './wire.ts';

/** What is particular about one service under test. */
export interface ComponentOptions {
  /** Settings that are not the embedded default's; they may follow from where the service answers. */
  readonly environment?:
    Readonly<Record<string, string>> | ((url: string) => Readonly<Record<string, string>>);
  /** What the service calls over HTTP, under `/sandbox`. */
  readonly sandbox?: Router;
  /** The workers wait until the test starts them. */
  readonly isIdle?: boolean;
}

/** A service under test. */
export interface Running {
  readonly url: string;
  readonly platform: Platform;
  readonly workers: Worker;
  readonly wire: Wire;
  stop(): Promise<void>;
}

/** Retries come at once: what they wait for is tested where they are decided. */
const impatient = { QUEUE_RETRY_BASE_MS: '1', QUEUE_RETRY_CAP_MS: '1' };

/** Starts an AWS, provisions it as production is, and starts the service. */
export async function startComponent(
  service: string,
  { environment, sandbox, isIdle = false }: ComponentOptions,
): Promise<Running> {
  const embedded = await startEmbeddedAws({ port: 0 });
  Object.assign(process.env, awsEnvironment(embedded.endpoint));
  await provision(topology, { stage: localStage, mailFrom: localMailFrom });
  const aws = createAws();
  const wire = new Wire(aws);
  const platform = createPlatform(service, { stage: localStage, logLevel: 'silent', aws });
  const routes = Router();
  routes.use(await createDevIssuer('waybill'));
  if (sandbox) routes.use('/sandbox', sandbox);
  const server = await listen(createHttpApp(platform, routes), 0, '127.0.0.1');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = typeof environment === 'function' ? environment(url) : environment;
  const settings = { ...serviceEnvironment(url), ...impatient, ...own };
  const app = await services[service]?.(platform, settings);
  if (!app) throw new Error(`there is no service ${service}`);
  if (app.http) routes.use(app.http);
  if (app.ws) {
    routes.use(app.ws.routes);
    attach(server, app.ws);
  }
  const all = workers(...[app.queue, app.stream].filter((worker) => worker !== undefined));
  if (!isIdle) all.start();
  return {
    url,
    platform,
    workers: all,
    wire,
    stop: async () => {
      await Promise.all([all.stop(), app.ws?.stop()]);
      await close(server, 500);
      aws.close();
      await embedded.stop();
    },
  };
}
