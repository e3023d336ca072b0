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
import type { Suppression } from './domain/suppression.ts';
import { createMailer } from './mailer.ts';
import { PostOffice } from './post-office.ts';
import { Suppressions } from './suppressions.ts';
import { createStationery } from './templates/stationery.ts';

/** Notifications: customers are told, once. */
export async function createApp(platform: Platform, config: NotificationsConfig): Promise<App> {
  const suppressions = new Suppressions(
    platform,
    createDynamoTable<Suppression>(platform, 'suppressions'),
  );
  const mailer = createMailer(platform, config);
  const office = new PostOffice({
    platform,
    mails: new Aggregate(platform, {
      decider: mail,
      store: createDynamoEventStore(platform, 'mail-commits'),
      contracts: mailContracts,
    }),
    contacts: createDynamoTable<OrderContact>(platform, orderContactsTable),
    mailer,
    suppressions,
    stationery: createStationery({ shopName: config.SHOP_NAME, locale: config.MAIL_LOCALE }),
    kinds: new Set(config.MAIL_KINDS.split(',')),
    claimMs: config.MAIL_CLAIM_MS,
  });
  const queue = await createQueueConsumer(
    platform,
    consumers({ office, suppressions }),
    queueOptions(config),
  );
  return {
    queue: {
      start: () => queue.start(),
      stop: async () => {
        try {
          await queue.stop();
        } finally {
          mailer.close();
        }
      },
    },
  };
}
