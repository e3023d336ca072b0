import express, { type Express, type RequestHandler, type Router } from 'express';
import { createServer, type Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Platform } from '../platform.ts';
import { answerProblems, correlate, nothingHere, observe } from './middleware.ts';

/** An order of 2,000 lines has some 200 KB. */
const bodyLimit = '512kb';

/** Routes with everything that every route has: correlation, metrics, JSON bodies and problems. */
export function createHttpApp(platform: Platform, routes: Router | readonly Router[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(correlate(platform), observe(platform), express.json({ limit: bodyLimit }));
  app.use(...[routes].flat());
  app.use(nothingHere, answerProblems(platform));
  return app;
}

/** `/healthz`: the process turns. `/readyz`: it may be given work. `/metrics`: Prometheus text of all the registries. */
export function probes(options: {
  isReady: () => boolean;
  registries: readonly Registry[];
}): Router {
  const router = express.Router();
  router.get('/healthz', (_, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', ready(options.isReady));
  router.get('/metrics', async (_, response) => {
    const parts = await Promise.all(options.registries.map((each) => each.getMetricsAsJSON()));
    const merged = AggregatorRegistry.aggregate(parts);
    response.type(merged.contentType).send(await merged.metrics());
  });
  return router;
}

function ready(isReady: () => boolean): RequestHandler {
  return (_, response) => {
    const ok = isReady();
    response.status(ok ? 200 : 503).json({ status: ok ? 'ready' : 'not-ready' });
  };
}

/** Listens; resolves when connections are taken. Rejects with the system's error if it cannot. */
export async function listen(app: Express, port: number, host: string): Promise<Server> {
  const server = createServer(app);
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  // Longer than a load balancer's idle time, so that it never sends into a closing connection.
  server.keepAliveTimeout = 65_000;
  server.prependListener('request', (_, response) => {
    if (!server.listening) response.setHeader('connection', 'close');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

/** How long a connection may be idle while its server closes: its client's next request may be on the way. */
const lingerMs = 100;

/**
 * Takes no more connections, and sends away the clients of those that it has: each with its next answer, or when it has
 * not asked for anything for a moment. Resolves when all are gone, or the time is over.
 */
export async function close(server: Server, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
  const sweep = setInterval(() => server.closeIdleConnections(), lingerMs);
  await new Promise<void>((resolve) => {
    // Not the HTTP server's own, which cuts idle connections at once, and with them requests that are on their way.
    NetServer.prototype.close.call(server, () => resolve());
  });
  clearTimeout(timer);
  clearInterval(sweep);
}
