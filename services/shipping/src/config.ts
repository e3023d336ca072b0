import { Milliseconds, parseConfig, Url } from '@waybill/runtime/config';
import { queueSettings } from '@waybill/runtime/settings';

/** The settings of shipping. */
export type ShippingConfig = ReturnType<typeof parseShippingConfig>;

/** Reads them. @throws ConfigError */
export function parseShippingConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(
    { ...queueSettings, CARRIER_URL: Url, CARRIER_TIMEOUT_MS: Milliseconds(10_000) },
    environment,
  );
}
