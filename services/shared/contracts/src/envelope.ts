import { Type, type Static } from '@sinclair/typebox';
import { Instant } from './values.ts';

/** What travels beside every message's data. */
export const Metadata = Type.Object({
  /** `<aggregateId>/<version>.<index>`: the same at every publication. */
  eventId: Type.String({ minLength: 1 }),
  schemaVersion: Type.Integer({ minimum: 1 }),
  aggregateId: Type.String({ minLength: 1 }),
  /** The aggregate's version, which is the order of its facts. */
  version: Type.Integer({ minimum: 1 }),
  occurredAt: Instant,
  correlationId: Type.String({ minLength: 1 }),
  causationId: Type.Optional(Type.String()),
  traceparent: Type.Optional(Type.String()),
  /** Names the replay that this was said in: mail and money stay away from it. */
  replay: Type.Optional(Type.String()),
});
export type Metadata = Static<typeof Metadata>;

/** A message as it is on the wire: `Source`, `DetailType` and `Detail` of the bus, and of a command's queue. */
export interface Envelope {
  /** The bus's own, or the relay's. */
  readonly id?: string;
  readonly source: string;
  readonly 'detail-type': string;
  /** RFC 3339. */
  readonly time?: string;
  /** Set by the bus on what it replays out of an archive. */
  readonly 'replay-name'?: string;
  readonly detail: Readonly<Record<string, unknown>> & { readonly metadata: Metadata };
}

/** The `Source` of every command. */
export const commandSource = 'saga-orchestrator';
