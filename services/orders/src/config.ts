import { parseConfig } from '@waybill/runtime/config';
import { issuerSettings, queueSettings, streamSettings } from '@waybill/runtime/settings';

/** The settings of orders. */
export type OrdersConfig = ReturnType<typeof parseOrdersConfig>;

/** Reads them. @throws ConfigError */
export function parseOrdersConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig({ ...issuerSettings, ...queueSettings, ...streamSettings }, environment);
}
