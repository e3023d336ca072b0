import type { App } from '@waybill/runtime/app';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createAuthentication } from '@waybill/runtime/http/authentication';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { issuerOf, queueOptions } from '@waybill/runtime/settings';
import type { GatewayConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { Dispatcher } from './dispatcher.ts';
import { podRoutes, routes } from './http.ts';
import { Hub } from './hub.ts';
import { OrderBook } from './order-book.ts';
import { Registry, type ConnectionRow, type Pod } from './registry.ts';
import { Signature } from './signature.ts';
import { encodeFrame } from './sockets/frame.ts';
import { Outbox } from './sockets/outbox.ts';
import { createSockets } from './sockets/sockets.ts';
import { TicketOffice, type TicketRow } from './ticket-office.ts';

/** Gateway: holds the connections of those who watch, and brings them what changes, whichever pod hears of it. */
export async function createApp(platform: Platform, config: GatewayConfig): Promise<App> {
  const { now } = platform;
  const leaseMs = config.GATEWAY_LEASE_MS;
  const tickets = new TicketOffice(
    platform,
    createDynamoTable<TicketRow>(platform, 'websocket-tickets'),
  );
  const rows = createDynamoTable<ConnectionRow>(platform, 'websocket-connections');
  const registry = new Registry(platform, rows, leaseMs);
  const orders = new OrderBook(config.ORDERS_URL, config.ORDERS_TIMEOUT_MS);
  const signature = new Signature(config.GATEWAY_SECRET);
  const outbox = new Outbox();
  const hub = new Hub(platform, encodeFrame, () => outbox.flush());
  let pod: Pod | undefined;
  const own = (): Pod | undefined => pod;
  const dispatcher = new Dispatcher(platform, { registry, hub, own, signature });
  const heartbeatMs = config.GATEWAY_HEARTBEAT_MS;
  return {
    http: routes({ tickets, authenticate: createAuthentication(issuerOf(config)) }),
    queue: await createQueueConsumer(platform, consumers({ dispatcher }), queueOptions(config)),
    ws: createSockets(
      { platform, tickets, registry, orders, hub, leaseMs, heartbeatMs },
      {
        origins: new Set(config.GATEWAY_ORIGINS.split(',')),
        maxConnections: config.GATEWAY_MAX_CONNECTIONS,
        drainMs: config.GATEWAY_DRAIN_MS,
        routes: podRoutes({ hub, own, signature, now }),
        outbox,
        podAt: (port) =>
          (pod = { url: `http://${config.GATEWAY_POD_HOST}:${port}`, epoch: platform.newId() }),
      },
    ),
  };
}
