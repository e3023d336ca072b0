import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { close, createHttpApp } from '@waybill/runtime/http/server';
import type { Platform } from '@waybill/runtime/platform';
import { createDevIssuer } from '../auth/dev-issuer.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { forward, forwardUpgrade } from './forward.ts';

/** The one address of a cluster: tokens, payment provider and carrier, and the services behind their paths. */
export interface Edge {
  readonly url: string;
  close(): Promise<void>;
}

const owners: Readonly<Record<string, string>> = {
  orders: 'orders',
  products: 'catalog',
  stock: 'inventory',
  invoices: 'documents',
  analytics: 'analytics',
  operations: 'operations',
  ws: 'gateway',
};
/** The page's own addresses, the empty one among them. */
const pageOwned = /^\/((assets|basket|checkout|desk|my|pictures)(\/|$)|page-config\.json$|$)/;

/** @param urlOf a pod of the service that is ready; `undefined` while none is */
export async function startEdge(
  platform: Platform,
  awsEndpoint: string,
  urlOf: (service: string) => string | undefined,
  { host, port }: { readonly host: string; readonly port: number } = { host: '127.0.0.1', port: 0 },
): Promise<Edge> {
  const app = createHttpApp(platform, [
    await createDevIssuer('waybill'),
    createSandbox(awsEndpoint),
  ]);
  const server = createServer((request, response) => {
    const owner = ownerOf((request.url ?? '/').replace(/[?#].*/s, ''));
    if (owner === undefined) app(request, response);
    else forward(request, response, urlOf(owner));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    forwardUpgrade({ request, socket, head }, urlOf('gateway'));
  });
  await once(server.listen(port, host), 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, close: () => close(server, 1_000) };
}

function ownerOf(path: string): string | undefined {
  return pageOwned.test(path) ? 'web' : owners[/^\/(\w+)/.exec(path)?.[1] ?? ''];
}
