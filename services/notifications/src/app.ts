import { orderContactsTable, type OrderContact } from '@waybill/contracts/order-contact';
import { Aggregate } from '@waybill/runtime/aggregate';
import type { App } from '@waybill/runtime/app';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import type { Platform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { queueOptions } from '@waybill/runtime/settings';
import type { NotificationsConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { mail, mailContracts } from './domain/mail.ts';
import { PostOffice } from './post-office.ts';
import { createSesMailer } from '@waybill/runtime/mail/ses-mailer';

/** Notifications: customers are told, once. */
export async function createApp(platform: Platform, config: NotificationsConfig): Promise<App> {
  const office = new PostOffice({
    platform,
    mails: new Aggregate(platform, {
      decider: mail,
      store: createDynamoEventStore(platform, 'mail-commits'),
      contracts: mailContracts,
    }),
    contacts: createDynamoTable<OrderContact>(platform, orderContactsTable),
    mailer: createSesMailer(platform.aws, config.MAIL_FROM),
    shopName: config.SHOP_NAME,
  });
  return {
    queue: await createQueueConsumer(platform, consumers({ office }), queueOptions(config)),
  };
}
