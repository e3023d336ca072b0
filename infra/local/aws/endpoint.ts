import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  AwsError,
  jsonAnswer,
  jsonError,
  type WireRequest,
  type WireResponse,
} from './emulator.ts';
import { serviceOf, type ServiceName } from './service-of.ts';

/** Answers a service's requests. `gone` aborts when the client has left before the answer. */
export interface EndpointService {
  handle(request: WireRequest, gone: AbortSignal): Promise<WireResponse>;
}

export type EndpointServices = Readonly<Partial<Record<ServiceName, EndpointService>>>;

export interface Endpoint {
  readonly url: string;
  stop(): Promise<void>;
}

const maxBodyBytes = 64 * 1024 * 1024;
/** Longer than any client keeps an idle connection, so that none meets one that closes. */
const keepAliveMs = 120_000;

/** Serves all of AWS on one port. Signatures are read for the service's name and not checked: `host` is best left alone. */
export async function startEndpoint(
  services: EndpointServices,
  port: number,
  host = '127.0.0.1',
): Promise<Endpoint> {
  const server = createServer((request, response) => {
    answer(services, request, response).catch((error: unknown) => {
      request.resume();
      send(response, jsonError(error));
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  await listen(server, port, host);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  services: EndpointServices,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  if (url === '/_waybill/health') {
    send(response, jsonAnswer({ status: 'ok', services: Object.keys(services) }));
    return;
  }
  const name = serviceOf(method, url, headers);
  const service = Object.hasOwn(services, name ?? '') ? services[name as ServiceName] : undefined;
  if (!service) {
    incoming.resume();
    send(response, notServed(services, name));
    return;
  }
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const body = await readBody(incoming);
  send(response, await service.handle({ method, url, headers, body }, gone.signal));
}

function notServed(services: object, name: string | undefined): WireResponse {
  const what = name === undefined ? 'This request names no service' : `There is no "${name}" here`;
  return jsonError(
    new AwsError(
      'UnknownService',
      `${what}. Served are: ${Object.keys(services).join(', ')}.`,
      404,
    ),
  );
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      throw new AwsError(
        'RequestEntityTooLarge',
        `A request may hold ${maxBodyBytes} bytes here; upload larger objects in parts.`,
        413,
      );
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  if (response.headersSent || response.destroyed) return;
  // HEAD tells the length of what it does not send, 204 and 304 tell none.
  const isBodiless = status === 204 || status === 304;
  const length =
    response.req.method === 'HEAD' ? headers['content-length'] : Buffer.byteLength(body);
  response.writeHead(status, {
    ...headers,
    ...(length !== undefined && !isBodiless && { 'content-length': length }),
  });
  response.end(body);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? Object.assign(new Error(`Port ${port} is taken.`, { cause: error }), {
              code: error.code,
            })
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}
