import type { App } from '@waybill/runtime/app';
import type { Deadline } from '@waybill/runtime/deadlines';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createAuthentication } from '@waybill/runtime/http/authentication';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueDepths } from '@waybill/runtime/queue/queue-depth';
import { issuerOf } from '@waybill/runtime/settings';
import { workers } from '@waybill/runtime/worker';
import type { OperationsConfig } from './config.ts';
import { chapters, storyOf } from './domain/order-story.ts';
import { createFlowMeter } from './flow-meter.ts';
import { routes } from './http.ts';
import { QueueWatch } from './queue-watch.ts';
import { createSagaWatch } from './saga-watch.ts';
import { sagasInFlight } from './sagas-in-flight.ts';

/** Operations: what operators look at. It reads what others own, and writes nothing. */
export function createApp(platform: Platform, config: OperationsConfig): App {
  const watch = new QueueWatch({
    platform,
    depthOf: createQueueDepths(platform),
    everyMs: config.QUEUE_MEASURE_MS,
  });
  const stores = new Map(
    chapters.map(({ table }) => [table, createDynamoEventStore(platform, table)]),
  );
  const deadlines = createDynamoTable<Deadline>(platform, 'deadlines');
  const store = createDynamoEventStore(platform, 'fulfilment-commits');
  const story = async (orderId: string) =>
    storyOf(
      await Promise.all(
        chapters.map(async ({ service, table, aggregateId }) => ({
          service,
          commits: (await stores.get(table)?.read(aggregateId(orderId))) ?? [],
        })),
      ),
    );
  return {
    http: routes({
      authenticate: createAuthentication(issuerOf(config)),
      queues: watch.latest,
      flow: createFlowMeter(config.METRICS_URLS.split(',').filter(Boolean), platform.now),
      sagas: (limit) => sagasInFlight({ deadlines, store, now: platform.now }, limit),
      story,
    }),
    // The role `queue`: one pod of it is enough, and more only measure more often.
    queue: workers(
      watch.worker,
      createSagaWatch({ platform, deadlines, everyMs: config.QUEUE_MEASURE_MS }),
    ),
  };
}
