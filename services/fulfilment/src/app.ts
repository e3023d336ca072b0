import type { App } from '@waybill/runtime/app';
import type { Deadline } from '@waybill/runtime/deadlines';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { createSagaRunner } from '@waybill/runtime/saga-runner';
import { queueOptions } from '@waybill/runtime/settings';
import { workers } from '@waybill/runtime/worker';
import type { FulfilmentConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { fulfilment } from './domain/fulfilment.ts';

/** The saga that brings an order from placed to shipped, or undoes it. */
export async function createApp(platform: Platform, config: FulfilmentConfig): Promise<App> {
  const sagas = createSagaRunner(platform, {
    definition: fulfilment({
      inventoryMs: config.INVENTORY_WITHIN_MS,
      paymentMs: config.PAYMENT_WITHIN_MS,
      shippingMs: config.SHIPPING_WITHIN_MS,
      completionMs: config.COMPLETION_WITHIN_MS,
      cancellationMs: config.CANCELLATION_WITHIN_MS,
      undoMs: config.UNDO_WITHIN_MS,
    }),
    store: createDynamoEventStore(platform, 'fulfilment-commits'),
    deadlines: createDynamoTable<Deadline>(platform, 'deadlines'),
    deadlinePollMs: config.DEADLINE_POLL_MS,
  });
  const queue = await createQueueConsumer(platform, consumers({ sagas }), queueOptions(config));
  return { queue: workers(queue, sagas.deadlines) };
}
