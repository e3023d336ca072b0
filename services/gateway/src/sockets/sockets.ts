import { livePath, liveProtocol, maxFrameBytes } from '@waybill/contracts/live-protocol';
import type { Sockets } from '@waybill/runtime/sockets';
import type { Router } from 'express';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Pod } from '../registry.ts';
import { Session, type Adapters } from '../session.ts';
import { Connection } from './connection.ts';
import { admissionOf, refuse } from './gate.ts';
import type { Outbox } from './outbox.ts';

/** How connections are held. */
export interface SocketOptions {
  readonly origins: ReadonlySet<string>;
  readonly maxConnections: number;
  readonly drainMs: number;
  /** What other pods call. */
  readonly routes: Router;
  readonly outbox: Outbox;
  /** Called when it is known where this pod listens. */
  readonly podAt: (port: number) => Pod;
}

const sweepMs = 500;
const closeTimeoutMs = 2_000;
const maxOfOneSubject = 50;
/** Clients come back over so long, each at a time of its own. */
const retryWithinMs = 5_000;

const bounds = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: maxFrameBytes,
  maxFragments: 64,
  // Known to `ws`, and not to its types yet.
  closeTimeout: closeTimeoutMs,
  handleProtocols: () => liveProtocol,
};

interface Held {
  readonly connection: Connection;
  readonly session: Session;
  beatAtMs: number;
}

/** The connections of a pod. */
export function createSockets(adapters: Adapters, options: SocketOptions): Sockets {
  const { platform, heartbeatMs } = adapters;
  const { metrics, now, random, sleep } = platform;
  const server = new WebSocketServer(bounds);
  const all = new Set<Held>();
  const endings = new Set<Promise<void>>();
  let isDraining = false;
  let pod: Pod | undefined;
  let sweeping: NodeJS.Timeout | undefined;

  function admit(ws: WebSocket, socket: Duplex, ticket: string | undefined): void {
    if (!pod) throw new Error('a connection comes before the start');
    const connection = new Connection(platform, { ws, socket, outbox: options.outbox });
    const session = new Session(adapters, connection, pod);
    const held: Held = {
      connection,
      session,
      beatAtMs: now().getTime() + heartbeatMs * (0.5 + 0.5 * random()),
    };
    all.add(held);
    metrics.connections.set(all.size);
    connection.open(
      (frame) => void session.receive(frame),
      () => {
        all.delete(held);
        metrics.connections.set(all.size);
        const ending = session.end().finally(() => endings.delete(ending));
        endings.add(ending);
      },
    );
    if (ticket !== undefined) session.authenticate(ticket);
  }

  function sweep(): void {
    const nowMs = now().getTime();
    const held = new Map<string, number>();
    for (const each of all) {
      each.session.tick(nowMs);
      const { subject } = each.session;
      const ofSubject = subject === undefined ? 0 : (held.get(subject) ?? 0) + 1;
      if (subject !== undefined) held.set(subject, ofSubject);
      if (ofSubject > maxOfOneSubject) each.connection.close('too-many-connections');
      if (nowMs < each.beatAtMs) continue;
      each.beatAtMs = nowMs + heartbeatMs;
      each.connection.beat();
    }
  }

  /** Closes one after the other, so that the other pods are not met by all at once. */
  async function drain(): Promise<void> {
    const leaving = [...all];
    for (const [i, { connection }] of leaving.entries()) {
      const retryAfterMs = Math.floor(random() * retryWithinMs);
      connection.send({ type: 'restarting', retryAfterMs });
      connection.close('restarting');
      const isSpread = (i + 1) % Math.ceil(leaving.length / 100) === 0;
      if (isSpread && i < leaving.length - 1) {
        await sleep(options.drainMs / Math.min(100, leaving.length));
      }
    }
    for (let waitedMs = 0; all.size > 0 && waitedMs < closeTimeoutMs; waitedMs += 50) {
      await sleep(50);
    }
    for (const { connection } of all) connection.terminate();
    // The sockets tell of their end a moment later.
    while (all.size > 0) await sleep(5);
  }

  return {
    path: livePath,
    routes: options.routes,
    start: (port) => {
      pod = options.podAt(port);
      sweeping = setInterval(sweep, sweepMs);
    },
    upgrade: (request: IncomingMessage, socket, head) => {
      const broken = (): void => void socket.destroy();
      socket.on('error', broken);
      const admission = admissionOf(request, options.origins);
      if ('status' in admission) {
        refuse(socket, admission);
      } else if (isDraining || all.size >= options.maxConnections) {
        const detail = 'Try again a little later';
        refuse(socket, { status: 503, code: isDraining ? 'draining' : 'full', detail });
      } else {
        socket.off('error', broken);
        server.handleUpgrade(request, socket, head, (ws) => admit(ws, socket, admission.ticket));
      }
    },
    stop: async () => {
      isDraining = true;
      await drain();
      clearInterval(sweeping);
      await Promise.allSettled([...endings]);
    },
  };
}
