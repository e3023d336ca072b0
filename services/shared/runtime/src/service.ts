import type { AddressInfo } from 'node:net';
import type { App } from './app.ts';
import { collectDefaultMetrics } from 'prom-client';
import { ConfigError, parseConfig } from './config.ts';
import { close, createHttpApp, listen, probes } from './http/server.ts';
import { createPlatform, type Platform } from './platform.ts';
import { keepDeletionCost } from './pod/deletion-cost.ts';
import { processSettings } from './settings.ts';
import { attach } from './sockets.ts';
import { isTurning, type Worker } from './worker.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs one service as a process: the roles that `ROLES` names, until SIGTERM or SIGINT, then drains.
 * What is wrong at the start is one line on stderr and exit code 1.
 */
export async function runService(
  service: string,
  createApp: (platform: Platform, environment: Environment) => App | Promise<App>,
): Promise<void> {
  try {
    const stop = await start(service, createApp);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => void stop(signal).finally(() => process.exit()));
    }
  } catch (error) {
    const isExpected = error instanceof ConfigError;
    const message = error instanceof Error ? error.message : String(error);
    console.error(`${service} cannot start: ${isExpected ? message : hint(error, message)}`);
    process.exit(1);
  }
}

async function start(
  service: string,
  createApp: (platform: Platform, environment: Environment) => App | Promise<App>,
): Promise<(why: string) => Promise<void>> {
  const settings = parseConfig(processSettings, process.env);
  const platform = createPlatform(service, {
    stage: settings.STAGE,
    logLevel: settings.LOG_LEVEL,
  });
  // Of the process, not of the services: memory, event loop, garbage collection.
  collectDefaultMetrics({ register: platform.metrics.registry });
  const app = await createApp(platform, process.env);
  const roles = new Set(settings.ROLES.split(','));
  const workers = Object.entries({
    queue: roles.has('queue') && app.queue,
    stream: roles.has('stream') && app.stream,
  }).filter((entry): entry is [string, Worker] => Boolean(entry[1]));
  let isStarted = false;
  const isReady = (): boolean => isStarted && workers.every(([, worker]) => isTurning(worker));
  const routes = [probes({ isReady, registries: [platform.metrics.registry] })];
  if (roles.has('http') && app.http) routes.push(app.http);
  const sockets = roles.has('ws') ? app.ws : undefined;
  if (sockets) routes.push(sockets.routes);
  const server = await listen(
    createHttpApp(platform, routes),
    settings.HTTP_PORT,
    settings.HTTP_HOST,
  );
  if (sockets) attach(server, sockets);
  if (settings.POD_DELETION_COST) {
    const { POD_NAME: name, POD_NAMESPACE: namespace } = settings;
    workers.push(['deletion-cost', keepDeletionCost(platform, { name, namespace })]);
  }
  workers.forEach(([, worker]) => worker.start());
  isStarted = true;
  const { port } = server.address() as AddressInfo;
  platform.log.info({ roles: [...roles], port }, 'started');

  return async (why) => {
    isStarted = false;
    platform.log.info({ why }, 'draining');
    // Settled, not all: one that fails must not cut the others' drain short.
    const draining = new Map<string, Promise<void>>([
      ...workers.map(([role, worker]) => [role, worker.stop()] as const),
      // Other pods still have something to say to the connections that are not closed yet.
      [
        'http',
        (sockets?.stop() ?? Promise.resolve()).finally(() =>
          close(server, settings.DRAIN_TIMEOUT_MS),
        ),
      ],
    ]);
    const undone = new Set(draining.keys());
    const drained = Promise.allSettled(
      [...draining].map(([role, end]) => end.finally(() => undone.delete(role))),
    );
    const timeout = setTimeout(() => {
      platform.log.error({ undone: [...undone] }, 'drain-timeout');
      process.exit(1);
    }, settings.DRAIN_TIMEOUT_MS);
    for (const end of await drained) {
      if (end.status === 'fulfilled') continue;
      process.exitCode = 1;
      platform.log.error({ err: end.reason as unknown }, 'not-drained');
    }
    clearTimeout(timeout);
    platform.aws.close();
    platform.log.info('stopped');
  };
}

function hint(error: unknown, message: string): string {
  const { code = codeOf((error as Error).cause) } = error as { code?: string };
  if (code === 'EADDRINUSE') return `the port is taken; set HTTP_PORT to another (${message})`;
  if (code === 'ECONNREFUSED') return `AWS does not answer; see AWS_ENDPOINT_URL (${message})`;
  return message;
}

/** What is wrong may lie under what was made of it. */
function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error ? (cause as Error & { code?: string }).code : undefined;
}
