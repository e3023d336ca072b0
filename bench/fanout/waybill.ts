import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tables } from '@waybill/gateway/resources';
import { Hub } from '@waybill/gateway/hub';
import { OrderBook } from '@waybill/gateway/order-book';
import { Registry, type ConnectionRow } from '@waybill/gateway/registry';
import { encodeFrame } from '@waybill/gateway/sockets/frame';
import { Outbox } from '@waybill/gateway/sockets/outbox';
import { createSockets } from '@waybill/gateway/sockets/sockets';
import { TicketOffice, type TicketRow } from '@waybill/gateway/ticket-office';
import type { Aws } from '@waybill/runtime/aws';
import { createPlatform } from '@waybill/runtime/platform';
import { attach } from '@waybill/runtime/sockets';
import { MemoryTable } from '@waybill/testing/memory-table';
import { Router } from 'express';
import type { Contender } from './contender.ts';
import { eventOf } from './event.ts';

const leaseMs = 300_000;

/** The gateway's own parts over tables in memory: sessions, subscriptions, rate limits and heartbeats included. */
export function waybill(): Contender {
  const platform = createPlatform('bench', { stage: 'bench', logLevel: 'silent', aws: {} as Aws });
  const [connections, ticketRows] = tables;
  if (!connections || !ticketRows) throw new Error('gateway has two tables');
  const tickets = new TicketOffice(platform, new MemoryTable<TicketRow>(ticketRows));
  const rows = new MemoryTable<ConnectionRow>(connections);
  const outbox = new Outbox();
  const hub = new Hub(platform, encodeFrame, () => outbox.flush());
  const sockets = createSockets(
    {
      ...{ platform, tickets, hub, leaseMs, heartbeatMs: 25_000 },
      registry: new Registry(platform, rows, leaseMs),
      orders: new OrderBook('http://nobody.invalid', 1_000),
    },
    {
      ...{ origins: new Set<string>(), maxConnections: 100_000, drainMs: 1, outbox },
      routes: Router(),
      podAt: (port) => ({ url: `http://127.0.0.1:${port}`, epoch: 'bench' }),
    },
  );
  return {
    start: async () => {
      const http = createServer();
      await once(http.listen(0, '127.0.0.1'), 'listening');
      attach(http, sockets);
      return (http.address() as AddressInfo).port;
    },
    tell: (from, count) => {
      const customerId = 'cust-bench';
      hub.deliver(
        Array.from({ length: count }, (_, i) => ({ customerId, update: eventOf(from + i) })),
      );
    },
    tickets: async (count) => {
      const expiresAtMs = Date.now() + 3_600_000;
      const issued = Array.from({ length: count }, (_, i) =>
        tickets.issue({ subject: `staff-${i}`, isStaff: true, expiresAtMs }, 'token'),
      );
      return (await Promise.all(issued)).map(({ ticket }) => ticket);
    },
  };
}
