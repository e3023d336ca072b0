import { Metadata, type Envelope } from '@waybill/contracts/envelope';
import { tolerantViolations } from '@waybill/contracts/validation';
import type { Consumer, Reaction } from '@waybill/kernel/consumer';
import { InvalidMessage } from '@waybill/kernel/failure';

/** A message that a reaction stands ready for. */
export interface Received {
  readonly reaction: Reaction;
  readonly data: unknown;
  readonly metadata: Metadata;
}

/**
 * Reads a message of the bus or of the relay. Fields that the contract does not know are dropped.
 * @throws InvalidMessage with the reason, if no try can ever succeed
 */
export function parseMessage(consumer: Consumer, body: string): Received {
  const envelope = parseEnvelope(body);
  const type = envelope['detail-type'];
  const reaction = consumer.reactions.get(type);
  if (!reaction) throw new InvalidMessage(`${consumer.service} does not hear ${type}`);
  const { contract } = reaction;
  const { metadata, ...data } = contract.kind === 'notice' ? noticed(envelope) : detailOf(envelope);
  if (metadata === undefined) throw new InvalidMessage('not a message of the bus: no metadata');
  const [unclear] = tolerantViolations(Metadata, metadata);
  if (unclear) throw new InvalidMessage(`metadata${unclear.field} ${unclear.message}`);
  if (contract.schemaVersion !== metadata.schemaVersion) {
    throw new InvalidMessage(
      `${type} has schema version ${metadata.schemaVersion}; ${consumer.service} knows ${contract.schemaVersion}`,
    );
  }
  const [wrong] = tolerantViolations(contract.schema, data);
  if (wrong) throw new InvalidMessage(`${type}${wrong.field} ${wrong.message}`);
  // The bus marks what it replays beside the detail.
  const replay = metadata.replay ?? envelope['replay-name'];
  return { reaction, data, metadata: { ...metadata, replay } };
}

function parseEnvelope(body: string): Envelope {
  const envelope = parseJson(body) as Partial<Envelope> | null;
  const isEnvelope =
    typeof envelope?.['detail-type'] === 'string' &&
    typeof envelope.detail === 'object' &&
    (envelope.detail as object | null) !== null;
  if (!isEnvelope) throw new InvalidMessage('not a message of the bus: no detail');
  return envelope as Envelope;
}

/** What a message says; it may lack what every message of ours has. */
type Detail = Readonly<Record<string, unknown>> & { readonly metadata?: Metadata };

function detailOf({ detail }: Envelope): Detail {
  return detail;
}

/** What AWS tells has no metadata of ours: the bus's id of it stands for the event's, and for the cause. */
function noticed({ id = '', source, time = '', detail }: Envelope): Detail {
  const metadata = {
    eventId: id,
    schemaVersion: 1,
    aggregateId: source,
    version: 1,
    occurredAt: time,
    correlationId: id,
  };
  return { ...detail, metadata };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidMessage('not JSON');
  }
}
