import { fold } from '@waybill/kernel/decider';
import { Aggregate } from '@waybill/runtime/aggregate';
import type { App } from '@waybill/runtime/app';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createAuthentication } from '@waybill/runtime/http/authentication';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { issuerOf, queueOptions } from '@waybill/runtime/settings';
import type { CatalogConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { product, productContracts } from './domain/product.ts';
import { routes } from './http.ts';
import { shelfRow, type ShelfRow } from './shelf.ts';

/** The catalogue: what is sold, and at what price. */
export async function createApp(platform: Platform, config: CatalogConfig): Promise<App> {
  const products = new Aggregate(platform, {
    decider: product,
    store: createDynamoEventStore(platform, 'product-commits'),
    contracts: productContracts,
    // Staff want to see what they saved, and listing is rare: the row changes with the commit.
    writes: (before, events) => {
      const row = shelfRow(fold(product, events, before));
      return row ? [{ kind: 'put', table: 'products', item: { ...row } }] : [];
    },
  });
  const shelf = createDynamoTable<ShelfRow>(platform, 'products');
  const authenticate = createAuthentication(issuerOf(config));
  return {
    http: routes({ products, shelf, authenticate }),
    queue: await createQueueConsumer(platform, consumers({ products }), queueOptions(config)),
  };
}
