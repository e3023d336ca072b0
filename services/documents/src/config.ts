import { Type } from '@sinclair/typebox';
import { parseConfig } from '@waybill/runtime/config';
import { issuerSettings, queueSettings } from '@waybill/runtime/settings';

/** The settings of documents. */
export type DocumentsConfig = ReturnType<typeof parseDocumentsConfig>;

/** Reads them. @throws ConfigError */
export function parseDocumentsConfig(environment: Readonly<Record<string, string | undefined>>) {
  return parseConfig(
    {
      ...issuerSettings,
      ...queueSettings,
      /** Fewer than elsewhere: a handler is busy with its file, and what waits is better left to other pods. */
      QUEUE_CONCURRENCY: Type.Integer({ minimum: 1, maximum: 1_000, default: 4 }),
      DOCUMENT_MAX_BYTES: Type.Integer({ minimum: 1, maximum: 200_000_000, default: 25_000_000 }),
      IMAGE_MAX_PIXELS: Type.Integer({ minimum: 1, maximum: 200_000_000, default: 50_000_000 }),
      /** Files that one process holds at once; its memory grows with them. */
      DOCUMENTS_AT_ONCE: Type.Integer({ minimum: 1, maximum: 16, default: 2 }),
    },
    environment,
  );
}
