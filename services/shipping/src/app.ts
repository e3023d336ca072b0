import { orderContactsTable, type OrderContact } from '@waybill/contracts/order-contact';
import { Aggregate } from '@waybill/runtime/aggregate';
import type { App } from '@waybill/runtime/app';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { queueOptions } from '@waybill/runtime/settings';
import type { ShippingConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { DispatchOffice } from './dispatch-office.ts';
import { shipment } from './domain/shipment.ts';
import { shipmentContracts } from './domain/shipment-facts.ts';
import { createHttpCarrier } from './http-carrier.ts';

/** Shipping: each order's parcel goes once, or not at all. */
export async function createApp(platform: Platform, config: ShippingConfig): Promise<App> {
  const office = new DispatchOffice({
    shipments: new Aggregate(platform, {
      decider: shipment,
      store: createDynamoEventStore(platform, 'shipment-commits'),
      contracts: shipmentContracts,
    }),
    contacts: createDynamoTable<OrderContact>(platform, orderContactsTable),
    carrier: createHttpCarrier(config.CARRIER_URL, config.CARRIER_TIMEOUT_MS),
  });
  return {
    queue: await createQueueConsumer(platform, consumers({ office }), queueOptions(config)),
  };
}
