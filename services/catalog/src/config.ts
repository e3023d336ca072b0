import { parseConfig } from '@waybill/runtime/config';
import { issuerSettings, queueSettings } from '@waybill/runtime/settings';

/** The settings of the catalogue. */
export type CatalogConfig = ReturnType<typeof parseCatalogConfig>;

/** Reads them. @throws ConfigError */
export function parseCatalogConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig({ ...issuerSettings, ...queueSettings }, environment);
}
