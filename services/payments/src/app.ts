import { orderContactsTable, type OrderContact } from '@waybill/contracts/order-contact';
import { Aggregate } from '@waybill/runtime/aggregate';
import type { App } from '@waybill/runtime/app';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { queueOptions } from '@waybill/runtime/settings';
import { Cashier } from './cashier.ts';
import type { PaymentsConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { payment } from './domain/payment.ts';
import { paymentContracts } from './domain/payment-facts.ts';
import { createHttpPaymentProvider } from './http-payment-provider.ts';

/** Payments: each order is charged once, or not at all. */
export async function createApp(platform: Platform, config: PaymentsConfig): Promise<App> {
  const { PAYMENT_PROVIDER_URL, PAYMENT_TIMEOUT_MS } = config;
  const cashier = new Cashier({
    payments: new Aggregate(platform, {
      decider: payment,
      store: createDynamoEventStore(platform, 'payment-commits'),
      contracts: paymentContracts,
    }),
    contacts: createDynamoTable<OrderContact>(platform, orderContactsTable),
    provider: createHttpPaymentProvider(PAYMENT_PROVIDER_URL, PAYMENT_TIMEOUT_MS),
  });
  return {
    queue: await createQueueConsumer(platform, consumers({ cashier }), queueOptions(config)),
  };
}
