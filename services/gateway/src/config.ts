import { Type } from '@sinclair/typebox';
import { Milliseconds, parseConfig, Url } from '@waybill/runtime/config';
import { issuerSettings, queueSettings } from '@waybill/runtime/settings';

/** The settings of gateway. */
export type GatewayConfig = ReturnType<typeof parseGatewayConfig>;

/** Reads them. @throws ConfigError */
export function parseGatewayConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(
    {
      ...issuerSettings,
      ...queueSettings,
      ORDERS_URL: Url,
      ORDERS_TIMEOUT_MS: Milliseconds(5_000),
      /** The pages that may connect, by origin, with commas between. */
      GATEWAY_ORIGINS: Type.String({
        pattern: '^https?://[^,/\\s]+(,https?://[^,/\\s]+)*$',
      }),
      /** Where this pod is reached by the others: its own address, not the service's. */
      GATEWAY_POD_HOST: Type.String({ pattern: '^[A-Za-z0-9.:\\[\\]-]+$' }),
      /** What pods sign with what they tell each other. */
      GATEWAY_SECRET: Type.String({ minLength: 32 }),
      GATEWAY_LEASE_MS: Milliseconds(300_000),
      GATEWAY_HEARTBEAT_MS: Milliseconds(25_000),
      /** Below DRAIN_TIMEOUT_MS. */
      GATEWAY_DRAIN_MS: Milliseconds(15_000),
      GATEWAY_MAX_CONNECTIONS: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 10_000 }),
    },
    environment,
  );
}
