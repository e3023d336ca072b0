import { parseConfig } from '@waybill/runtime/config';
import { streamSettings } from '@waybill/runtime/settings';

/** The settings of the relay. */
export type RelayConfig = ReturnType<typeof parseRelayConfig>;

/** Reads them. @throws ConfigError */
export function parseRelayConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(streamSettings, environment);
}
