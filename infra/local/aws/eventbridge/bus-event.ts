import { accountId, region } from '../emulator.ts';
import { type EventFields, eventFields } from './pattern/event-fields.ts';
import type { JsonObject } from './pattern/json.ts';

/** An event on its way: what rules match and what targets receive. */
export interface BusEvent {
  readonly id: string;
  /** The event's own time, in ms since the epoch. */
  readonly time: number;
  /** When EventBridge took it, in ms since the epoch: its age counts from here. */
  readonly ingestedAt: number;
  readonly envelope: JsonObject;
  readonly fields: EventFields;
  /** The envelope as JSON, with `detail` exactly as it was sent. */
  readonly body: string;
  readonly replayName?: string;
  /** AWS does not pass an event on from a bus that itself was a target. */
  readonly forwarded: boolean;
}

export interface EventInput {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  /** `detail` as text, kept because JSON.parse would round large numbers. */
  readonly detailText: string;
  readonly resources: readonly string[];
  readonly time: number;
  readonly ingestedAt: number;
}

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export function busEvent(input: EventInput): BusEvent {
  const head = {
    version: '0',
    id: input.id,
    'detail-type': input.detailType,
    source: input.source,
    account: accountId,
    time: `${new Date(input.time).toISOString().slice(0, 19)}Z`,
    region,
    resources: input.resources,
  };
  const envelope = { ...head, detail: input.detail };
  return {
    id: input.id,
    time: input.time,
    ingestedAt: input.ingestedAt,
    envelope,
    fields: eventFields(envelope),
    body: `${JSON.stringify(head).slice(0, -1)},"detail":${input.detailText}}`,
    forwarded: false,
  };
}

/** The event as a replay sends it: the same id, marked with the replay's name. */
export function replayed(event: BusEvent, replayName: string, now: number): BusEvent {
  const envelope = { ...event.envelope, 'replay-name': replayName };
  return {
    ...event,
    ingestedAt: now,
    envelope,
    fields: eventFields(envelope),
    body: `${event.body.slice(0, -1)},"replay-name":${JSON.stringify(replayName)}}`,
    replayName,
    forwarded: false,
  };
}
