import { parseConfig } from '@waybill/runtime/config';
import { issuerSettings, queueSettings } from '@waybill/runtime/settings';

/** The settings of inventory. */
export type InventoryConfig = ReturnType<typeof parseInventoryConfig>;

/** Reads them. @throws ConfigError */
export function parseInventoryConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig({ ...issuerSettings, ...queueSettings }, environment);
}
