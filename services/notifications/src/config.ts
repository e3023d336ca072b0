import { Type } from '@sinclair/typebox';
import { parseConfig } from '@waybill/runtime/config';
import { queueSettings } from '@waybill/runtime/settings';

/** The settings of notifications. */
export type NotificationsConfig = ReturnType<typeof parseNotificationsConfig>;

/** Reads them. @throws ConfigError */
export function parseNotificationsConfig(
  environment: Readonly<Record<string, string | undefined>>,
) {
  return parseConfig(
    {
      ...queueSettings,
      /** The sender's address. */
      MAIL_FROM: Type.String({ format: 'email' }),
      SHOP_NAME: Type.String({ minLength: 1, maxLength: 100 }),
    },
    environment,
  );
}
