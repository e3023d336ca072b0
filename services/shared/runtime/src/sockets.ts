import type { Router } from 'express';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Connections that begin as an HTTP request and then are something else. */
export interface Sockets {
  /** Where they begin, e.g. `/ws`. */
  readonly path: string;
  /** What other pods call for the sake of connections held here. */
  readonly routes: Router;
  /** @param port where this process listens */
  start(port: number): void;
  /** Takes a request over, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes no more, and resolves when all are closed. */
  stop(): Promise<void>;
}

/** Lets a server that listens hand the requests for `sockets` on. Those for anything else are refused. */
export function attach(server: Server, sockets: Sockets): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = /^[^?#]*/.exec(request.url ?? '')?.[0];
    if (path === sockets.path) sockets.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  sockets.start((server.address() as AddressInfo).port);
}
