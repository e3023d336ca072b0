import type { Entry } from '@waybill/contracts/contract';
import { commandSource, type Metadata } from '@waybill/contracts/envelope';
import { randomUUID } from 'node:crypto';

/** The body of a queue's message, as the bus and the relay make it. Every call makes another message. */
export function messageOf(
  { type, schemaVersion, data, source = commandSource }: Entry,
  about: Partial<Metadata> = {},
): string {
  const metadata: Metadata = {
    eventId: `${randomUUID()}/1.0`,
    schemaVersion,
    aggregateId: 'somebody-else',
    version: 1,
    occurredAt: '2026-01-01T00:00:00.000Z',
    correlationId: 'correlation-1',
    ...about,
  };
  const detail = { ...(data as object), metadata };
  return JSON.stringify({ id: metadata.eventId, source, 'detail-type': type, detail });
}
