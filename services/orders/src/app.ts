import { orderChanges } from '@waybill/contracts/names';
import { orderContactsTable, type OrderContact } from '@waybill/contracts/order-contact';
import { Aggregate } from '@waybill/runtime/aggregate';
import type { App } from '@waybill/runtime/app';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createAuthentication } from '@waybill/runtime/http/authentication';
import type { Platform } from '@waybill/runtime/platform';
import { createProjector } from '@waybill/runtime/projector';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { issuerOf, queueOptions, streamOptions } from '@waybill/runtime/settings';
import { createChangeStream } from '@waybill/runtime/stream/change-stream';
import { leasesTable, type Lease } from '@waybill/runtime/stream/lease';
import type { OrdersConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { order } from './domain/order.ts';
import { orderContracts } from './domain/order-facts.ts';
import { routes } from './http.ts';
import { OrderDesk, type KeptContact } from './order-desk.ts';
import { OrderReader } from './order-reader.ts';
import { PriceList, type PriceRow } from './price-list.ts';
import { orderSummary, type OrderSummary } from './projections/order-summary.ts';

/** Orders: taken over HTTP, moved on by what others say, shown from a read model. */
export async function createApp(platform: Platform, config: OrdersConfig): Promise<App> {
  const store = createDynamoEventStore(platform, 'order-commits');
  const orders = new Aggregate(platform, { decider: order, store, contracts: orderContracts });
  const prices = new PriceList(createDynamoTable<PriceRow>(platform, 'product-prices'));
  const rows = createDynamoTable<OrderSummary>(platform, 'orders');
  const contacts = createDynamoTable<OrderContact & KeptContact>(platform, orderContactsTable);
  const desk = new OrderDesk(platform, { orders, prices, contacts });
  const reader = new OrderReader({ rows, store });
  const authenticate = createAuthentication(issuerOf(config));
  return {
    http: routes({ desk, reader, authenticate }),
    queue: await createQueueConsumer(platform, consumers({ orders, prices }), queueOptions(config)),
    stream: createChangeStream(platform, {
      application: 'orders',
      stream: orderChanges,
      leases: createDynamoTable<Lease>(platform, leasesTable),
      handle: createProjector(platform, orderSummary, { table: rows, store }),
      ...streamOptions(config),
    }),
  };
}
