import { Milliseconds, parseConfig } from '@waybill/runtime/config';
import { streamSettings } from '@waybill/runtime/settings';

const settings = {
  ...streamSettings,
  /** How long the one queue, or the bus, is waited for that takes nothing while others do. */
  RELAY_PARK_AFTER_MS: Milliseconds(900_000),
};

/** The settings of the relay. */
export type RelayConfig = ReturnType<typeof parseRelayConfig>;

/** Reads them. @throws ConfigError */
export function parseRelayConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(settings, environment);
}
