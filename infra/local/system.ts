import { Router } from 'express';
import { collectDefaultMetrics } from 'prom-client';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '@waybill/runtime/app';
import { createAws, type Aws } from '@waybill/runtime/aws';
import { close, createHttpApp, listen, probes } from '@waybill/runtime/http/server';
import { createPlatform, type Platform } from '@waybill/runtime/platform';
import { attach } from '@waybill/runtime/sockets';
import type { Worker } from '@waybill/runtime/worker';
import { topology } from '../topology.ts';
import { createDevIssuer } from './auth/dev-issuer.ts';
import { awsEnvironment, localMailFrom, localStage, serviceEnvironment } from './environment.ts';
import { provision } from './provision/provision.ts';
import { createSandbox } from './sandbox/sandbox.ts';
import { services } from './services.ts';

/** The whole system in one process, over an AWS that is running already. */
export interface System {
  /** Where the edge answers. */
  readonly url: string;
  /** Takes no more requests and messages, and resolves when those under way are done. */
  stop(): Promise<void>;
}

/** What the system is told. */
export interface SystemOptions {
  readonly awsEndpoint: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logLevel: string;
  /** Settings of services that are not the default's. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Stands in the way of each service's platform, so that tests can make things fail. */
  readonly platform?: (service: string, platform: Platform) => Platform;
}

const closeMs = 1_000;

/** Provisions AWS, starts every service and the edge. Rejects with code EADDRINUSE if the edge's port is taken. */
export async function startSystem(options: SystemOptions): Promise<System> {
  Object.assign(process.env, awsEnvironment(options.awsEndpoint));
  const aws = createAws();
  const { server, url, mount } = await startEdge(options, aws);
  try {
    await provision(topology, { stage: localStage, mailFrom: localMailFrom });
    const environment = { ...serviceEnvironment(url), ...options.environment };
    const started = await Promise.all(
      Object.entries(services).map(async ([service, create]) => {
        const made = createPlatform(service, {
          stage: localStage,
          logLevel: options.logLevel,
          aws,
        });
        const platform = options.platform?.(service, made) ?? made;
        return { platform, app: await create(platform, environment) };
      }),
    );
    const workers = started.flatMap(({ app }) =>
      [app.queue, app.stream].filter((w) => w !== undefined),
    );
    await mount(started);
    workers.forEach((worker) => worker.start());
    const stopping = [...workers, ...started.flatMap(({ app }) => app.ws ?? [])];
    return { url, stop: () => stop(server, stopping, aws) };
  } catch (error) {
    await stop(server, [], aws);
    throw error;
  }
}

/** The edge listens before all else, so that a taken port is known at once, and serves when the services are there. */
async function startEdge(
  { awsEndpoint, port, logLevel }: SystemOptions,
  aws: Aws,
): Promise<{
  server: Server;
  url: string;
  mount: (started: readonly { platform: Platform; app: App }[]) => Promise<void>;
}> {
  const platform = createPlatform('edge', { stage: localStage, logLevel, aws });
  // Memory and event loop are the process's, which all services share here.
  collectDefaultMetrics({ register: platform.metrics.registry });
  const routes = Router();
  const server = await listen(createHttpApp(platform, routes), port, '127.0.0.1');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    server,
    url,
    mount: async (started) => {
      const registries = [platform, ...started.map((each) => each.platform)].map(
        ({ metrics }) => metrics.registry,
      );
      routes.use(
        probes({ isReady: () => true, registries }),
        await createDevIssuer('waybill'),
        createSandbox(awsEndpoint),
        ...started.flatMap(({ app }) => [app.http, app.ws?.routes]).filter((r) => r !== undefined),
      );
      for (const { app } of started) if (app.ws) attach(server, app.ws);
    },
  };
}

async function stop(
  server: Server,
  workers: readonly Pick<Worker, 'stop'>[],
  aws: Aws,
): Promise<void> {
  // The edge is also provider and carrier: what is under way still needs it.
  await Promise.all(workers.map((worker) => worker.stop()));
  await close(server, closeMs);
  aws.close();
}
