import { Type } from '@sinclair/typebox';
import { Milliseconds, parseConfig } from '@waybill/runtime/config';
import { issuerSettings, queueSettings, streamSettings } from '@waybill/runtime/settings';

/** The settings of analytics. */
export type AnalyticsConfig = ReturnType<typeof parseAnalyticsConfig>;

/** Reads them. @throws ConfigError */
export function parseAnalyticsConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(
    {
      ...issuerSettings,
      ...queueSettings,
      ...streamSettings,
      // Messages in hand are what one call of Kinesis can take together.
      QUEUE_CONCURRENCY: Type.Integer({ minimum: 1, maximum: 1_000, default: 200 }),
      // All orders of a minute change the same figures: the larger a batch and the fewer at once, the fewer writes.
      STREAM_BATCH_SIZE: Type.Integer({ minimum: 1, maximum: 10_000, default: 500 }),
      STREAM_PARALLELIZATION_FACTOR: Type.Integer({ minimum: 1, maximum: 100, default: 1 }),
      /** How long a record waits for others that are put on the stream by the same call. */
      SINK_LINGER_MS: Milliseconds(50),
    },
    environment,
  );
}
