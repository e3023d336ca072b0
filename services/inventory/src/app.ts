import { changes } from '@waybill/contracts/names';
import { Aggregate } from '@waybill/runtime/aggregate';
import type { App } from '@waybill/runtime/app';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createAuthentication } from '@waybill/runtime/http/authentication';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { issuerOf, queueOptions, streamOptions } from '@waybill/runtime/settings';
import { createChangeStream } from '@waybill/runtime/stream/change-stream';
import { leasesTable, type Lease } from '@waybill/runtime/stream/lease';
import type { InventoryConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { lowStock, lowStockContracts } from './domain/low-stock.ts';
import { receipt, receiptContracts } from './domain/receipt.ts';
import { reservation } from './domain/reservation.ts';
import { reservationContracts } from './domain/reservation-facts.ts';
import { movementsOf } from './domain/stock-movement.ts';
import { routes } from './http.ts';
import { createLowStockWatch } from './low-stock-watch.ts';
import { StockRoom, stockWrite, type StockRow } from './stock-room.ts';

/** Inventory: what is there, what is set aside and for whom. */
export async function createApp(platform: Platform, config: InventoryConfig): Promise<App> {
  const store = createDynamoEventStore(platform, 'inventory-commits');
  const stockRoom = new StockRoom({
    reservations: new Aggregate(platform, {
      decider: reservation,
      store,
      contracts: reservationContracts,
      writes: (before, events) => movementsOf(before, events).map(stockWrite),
    }),
    receipts: new Aggregate(platform, {
      decider: receipt,
      store,
      contracts: receiptContracts,
      writes: (_, events) =>
        events.map(({ data: { productId, quantity } }) => ({
          kind: 'add',
          table: 'stock',
          key: { productId },
          amounts: { available: quantity, received: quantity },
        })),
    }),
    stock: createDynamoTable<StockRow>(platform, 'stock'),
  });
  return {
    http: routes({ stockRoom, authenticate: createAuthentication(issuerOf(config)) }),
    queue: await createQueueConsumer(platform, consumers({ stockRoom }), queueOptions(config)),
    stream: createChangeStream(platform, {
      application: 'inventory',
      stream: changes,
      leases: createDynamoTable<Lease>(platform, leasesTable),
      handle: createLowStockWatch({
        watched: new Aggregate(platform, {
          decider: lowStock,
          store,
          contracts: lowStockContracts,
        }),
        stockOf: (productId) => stockRoom.stockOf(productId),
        stockTable: platform.name('stock'),
        threshold: config.LOW_STOCK_THRESHOLD,
      }),
      ...streamOptions(config),
    }),
  };
}
