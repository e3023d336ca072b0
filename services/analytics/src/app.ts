import { orderAnalytics } from '@waybill/contracts/names';
import type { App } from '@waybill/runtime/app';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createDynamoTransactions } from '@waybill/runtime/dynamo-transactions';
import { createAuthentication } from '@waybill/runtime/http/authentication';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { issuerOf, queueOptions, streamOptions } from '@waybill/runtime/settings';
import { createRecordStream } from '@waybill/runtime/stream/change-stream';
import { leasesTable, type Lease } from '@waybill/runtime/stream/lease';
import { createRecordWriter } from '@waybill/runtime/stream/record-writer';
import { Bookkeeper } from './bookkeeper.ts';
import type { AnalyticsConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { EventSink } from './event-sink.ts';
import { FigureReader, type FigureRow } from './figure-reader.ts';
import { routes } from './http.ts';
import { orderRecords } from './order-records.ts';
import type { OrderRow } from './order-row.ts';
import { analyticsTable } from './resources.ts';

/** Analytics: every event of an order becomes a record of a stream, and figures are kept from it. */
export async function createApp(platform: Platform, config: AnalyticsConfig): Promise<App> {
  const lingerMs = config.SINK_LINGER_MS;
  const sink = new EventSink(createRecordWriter(platform, { stream: orderAnalytics, lingerMs }));
  const bookkeeper = new Bookkeeper(platform, {
    orders: createDynamoTable<OrderRow>(platform, analyticsTable.name),
    transactions: createDynamoTransactions(platform),
  });
  const reader = new FigureReader(createDynamoTable<FigureRow>(platform, analyticsTable.name));
  return {
    http: routes({ reader, authenticate: createAuthentication(issuerOf(config)) }),
    queue: await createQueueConsumer(platform, consumers({ sink }), queueOptions(config)),
    stream: createRecordStream(platform, {
      application: 'analytics',
      stream: orderAnalytics,
      leases: createDynamoTable<Lease>(platform, leasesTable),
      format: orderRecords,
      handle: (records) => bookkeeper.book(records),
      ...streamOptions(config),
    }),
  };
}
