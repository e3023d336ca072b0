import { busName, changes, orderChanges } from '@waybill/contracts/names';
import type { App } from '@waybill/runtime/app';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createOutlets } from '@waybill/runtime/outlet';
import type { Platform } from '@waybill/runtime/platform';
import { createChangePublishing } from '@waybill/runtime/publishing/publish-changes';
import { Publisher } from '@waybill/runtime/publishing/publisher';
import { streamOptions } from '@waybill/runtime/settings';
import { createChangeStream } from '@waybill/runtime/stream/change-stream';
import { leasesTable, type Lease } from '@waybill/runtime/stream/lease';
import { workers } from '@waybill/runtime/worker';
import type { RelayConfig } from './config.ts';

/** The relay: whatever is committed, it tells. */
export function createApp(platform: Platform, config: RelayConfig): App {
  const publisher = new Publisher(platform, createOutlets(platform, busName), {
    parkAfterMs: config.RELAY_PARK_AFTER_MS,
  });
  const leases = createDynamoTable<Lease>(platform, leasesTable);
  const streams = [orderChanges, changes].map((stream) =>
    createChangeStream(platform, {
      application: 'relay',
      stream,
      leases,
      handle: createChangePublishing(publisher),
      ...streamOptions(config),
    }),
  );
  return { stream: workers(...streams) };
}
