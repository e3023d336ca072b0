import { Type } from '@sinclair/typebox';
import { Milliseconds, parseConfig } from '@waybill/runtime/config';
import { issuerSettings } from '@waybill/runtime/settings';

/** The settings of operations. */
export type OperationsConfig = ReturnType<typeof parseOperationsConfig>;

/** Reads them. @throws ConfigError */
export function parseOperationsConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(
    {
      ...issuerSettings,
      /** Between two looks into every queue. */
      QUEUE_MEASURE_MS: Milliseconds(15_000),
      /** Prometheus text of all pods, with commas between: of each pod, or a server's `/federate`. */
      METRICS_URLS: Type.String({
        pattern: '^(https?://[^,\\s]+(,https?://[^,\\s]+)*)?$',
        default: '',
      }),
    },
    environment,
  );
}
