import { Milliseconds, parseConfig, Url } from '@waybill/runtime/config';
import { queueSettings } from '@waybill/runtime/settings';

/** The settings of payments. */
export type PaymentsConfig = ReturnType<typeof parsePaymentsConfig>;

/** Reads them. @throws ConfigError */
export function parsePaymentsConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(
    { ...queueSettings, PAYMENT_PROVIDER_URL: Url, PAYMENT_TIMEOUT_MS: Milliseconds(10_000) },
    environment,
  );
}
