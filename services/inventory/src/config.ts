import { Type } from '@sinclair/typebox';
import { parseConfig } from '@waybill/runtime/config';
import { issuerSettings, queueSettings, streamSettings } from '@waybill/runtime/settings';

/** The settings of inventory. */
export type InventoryConfig = ReturnType<typeof parseInventoryConfig>;

/** Reads them. @throws ConfigError */
export function parseInventoryConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(
    {
      ...issuerSettings,
      ...queueSettings,
      ...streamSettings,
      /** So many pieces, or fewer, are low. */
      LOW_STOCK_THRESHOLD: Type.Integer({ minimum: 0, default: 5 }),
    },
    environment,
  );
}
