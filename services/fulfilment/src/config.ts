import { hours, minutes, seconds } from '@waybill/kernel/duration';
import { Milliseconds, parseConfig } from '@waybill/runtime/config';
import { queueSettings } from '@waybill/runtime/settings';

/** The settings of fulfilment. */
export type FulfilmentConfig = ReturnType<typeof parseFulfilmentConfig>;

/** Reads them. @throws ConfigError */
export function parseFulfilmentConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(
    {
      ...queueSettings,
      INVENTORY_WITHIN_MS: Milliseconds(minutes(5)),
      PAYMENT_WITHIN_MS: Milliseconds(minutes(15)),
      SHIPPING_WITHIN_MS: Milliseconds(hours(24)),
      COMPLETION_WITHIN_MS: Milliseconds(minutes(15)),
      CANCELLATION_WITHIN_MS: Milliseconds(minutes(5)),
      UNDO_WITHIN_MS: Milliseconds(hours(1)),
      DEADLINE_POLL_MS: Milliseconds(seconds(5)),
    },
    environment,
  );
}
