import { Router } from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAws } from '@waybill/runtime/aws';
import { close, createHttpApp, listen } from '@waybill/runtime/http/server';
import { createPlatform, type Platform } from '@waybill/runtime/platform';
import { createDevIssuer } from '../../infra/local/auth/dev-issuer.ts';
import { startEmbeddedAwsThread } from '../../infra/local/aws/embedded-aws-thread.ts';
import { startEmbeddedAws } from '../../infra/local/aws/embedded-aws.ts';
import {
  awsEnvironment,
  localMailFrom,
  localStage,
  serviceEnvironment,
} from '../../infra/local/environment.ts';
import { connect } from '../../infra/local/load/client.ts';
import { wallClock } from '../../infra/local/load/clock.ts';
import { createShop, type Shop } from '../../infra/local/load/shop.ts';
import { provision } from '../../infra/local/provision/provision.ts';
import { createSandbox } from '../../infra/local/sandbox/sandbox.ts';
import { services } from '../../infra/local/services.ts';
import { topology } from '../../infra/topology.ts';
import { startPod, type Pod } from './pod.ts';
import { FaultProxy } from './proxy.ts';

/** The whole system over an AWS of its own, each service on a line through the fault proxy. */
export interface World {
  readonly shop: Shop;
  readonly proxy: FaultProxy;
  /** To look into the system's tables with, past the proxy. */
  readonly platform: Platform;
  /** How often a service was killed. */
  readonly deaths: number;
  /** Resolves when every service that was killed runs again. */
  recovered(): Promise<void>;
  close(): Promise<void>;
}

/** What a world is made with. */
export interface WorldOptions {
  readonly random: () => number;
  /** Where the embedded AWS's bundle is, to run it in a thread of its own. */
  readonly awsWorker?: URL | undefined;
  /** Settings of the services that are not a world's usual. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What would take seconds or minutes in production takes milliseconds here. */
const impatient = {
  QUEUE_RETRY_BASE_MS: '20',
  QUEUE_RETRY_CAP_MS: '500',
  QUEUE_VISIBILITY_SECONDS: '2',
  QUEUE_DRAIN_MS: '500',
  STREAM_POLL_MS: '100',
  STREAM_DISCOVER_MS: '500',
  STREAM_LEASE_MS: '1200',
  DEADLINE_POLL_MS: '2000',
  MAIL_CLAIM_MS: '1000',
};

/** Those that have a part in an order: what operators and browsers ask for is no step of one. */
const taking = Object.keys(services).filter((service) => !['operations', 'web'].includes(service));

/** Starts a world. One after the other: the SDK finds AWS by this process's environment. */
export async function openWorld({ random, awsWorker, environment }: WorldOptions): Promise<World> {
  const embedded = awsWorker
    ? await startEmbeddedAwsThread({ port: 0, worker: awsWorker })
    : await startEmbeddedAws({ port: 0 });
  Object.assign(process.env, awsEnvironment(embedded.endpoint));
  await provision(topology, { stage: localStage, mailFrom: localMailFrom });
  const aws = createAws({ endpoint: embedded.endpoint });
  const platform = createPlatform('faults', { stage: localStage, logLevel: 'silent', aws });
  const routes = Router();
  const server = await listen(createHttpApp(platform, routes), 0, '127.0.0.1');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const restarts = new Set<Promise<void>>();
  const pods = new Map<string, Pod>();
  let deaths = 0;
  let isOpen = true;
  const settings = { ...serviceEnvironment(url), ...impatient, ...environment };

  const proxy = new FaultProxy({
    aws: embedded.endpoint,
    providers: url,
    random,
    died: (service) => {
      const pod = pods.get(service);
      if (!pod) return;
      deaths += 1;
      pods.delete(service);
      pod.kill();
      const restart = start(service).finally(() => restarts.delete(restart));
      restarts.add(restart);
    },
  });

  /** As Kubernetes does: again, until it stays. */
  async function start(service: string): Promise<void> {
    while (isOpen && !pods.has(service)) {
      try {
        pods.set(service, await startPod(service, proxy, settings));
      } catch {
        await wallClock.sleep(50);
      }
    }
  }

  routes.use(await createDevIssuer('waybill'), createSandbox(embedded.endpoint));
  for (const service of taking) {
    routes.use((request, response, next) => {
      const pod = pods.get(service);
      if (pod) void pod.handle(request, response, next);
      else response.status(503).json({ title: `${service} is restarting` });
    });
  }
  await Promise.all(taking.map(start));
  return {
    shop: createShop(await connect(url, wallClock)),
    proxy,
    platform,
    get deaths() {
      return deaths;
    },
    recovered: async () => {
      while (restarts.size > 0) await Promise.all(restarts);
    },
    close: async () => {
      isOpen = false;
      await Promise.all(restarts);
      await Promise.all([...pods.values()].map((pod) => pod.stop()));
      await shut(server);
      proxy.close();
      aws.close();
      await embedded.stop();
    },
  };
}

function shut(server: Server): Promise<void> {
  return close(server, 100);
}
