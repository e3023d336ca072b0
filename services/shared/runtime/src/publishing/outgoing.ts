import { commandSource, type Envelope } from '@waybill/contracts/envelope';
import { messageId, type Commit } from '@waybill/kernel/commit';

/** A message on its way out: to the bus, or to the queue of a command's owner. */
export interface Outgoing {
  readonly eventId: string;
  readonly kind: 'event' | 'command';
  /** The owner of a command. */
  readonly owner?: string;
  readonly type: string;
  readonly source: string;
  /** RFC 3339. */
  readonly occurredAt: string;
  /** The bus's `Detail`, as JSON. */
  readonly detail: string;
}

/** What a commit says to others. Private facts stay. */
export function outgoingOf(commit: Commit): Outgoing[] {
  const { aggregateId, version, committedAt: occurredAt } = commit;
  const { correlationId, causationId, traceparent, replay } = commit;
  return commit.entries.flatMap(({ kind, type, schemaVersion, data, source, owner }, index) => {
    if (kind !== 'event' && kind !== 'command') return [];
    const eventId = messageId(commit, index);
    const metadata: Envelope['detail']['metadata'] = {
      ...{ eventId, schemaVersion, aggregateId, version, occurredAt },
      ...{ correlationId, causationId, traceparent, replay },
    };
    const detail = JSON.stringify({ ...(data as object), metadata });
    const from = source ?? commandSource;
    return [{ eventId, kind, owner, type, source: from, occurredAt, detail }];
  });
}

/** A command's message has the shape of the bus's, so that a consumer parses one. */
export function bodyOf({ eventId, source, type, occurredAt, detail }: Outgoing): string {
  const head = JSON.stringify({ id: eventId, source, 'detail-type': type, time: occurredAt });
  return `${head.slice(0, -1)},"detail":${detail}}`;
}
