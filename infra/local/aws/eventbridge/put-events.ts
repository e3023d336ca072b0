import { randomUUID } from 'node:crypto';
import { busNameOf } from './arn.ts';
import type { State } from './bus.ts';
import { busEvent, type BusEvent } from './bus-event.ts';
import {
  isStructure,
  type Operation,
  optionalNumber,
  optionalText,
  type Parameters,
  structures,
  texts,
  validationError,
} from './parameters.ts';
import type { Router } from './router.ts';

/**
 * The total that PutEvents takes in one request. It was 256 KB until January 2026; the service's
 * own senders should stay under that.
 */
export const maximumRequestBytes = 1_048_576;

interface Refusal {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** PutEvents: each entry is taken or refused by itself, within an answer of status 200. */
export function putEvents(state: State, router: Router, now: () => number): Operation {
  return (request) => {
    const entries = structures(request, 'Entries');
    checkRequest(entries);
    const results = entries.map((entry) => {
      const event = parseEntry(entry, now());
      if ('ErrorCode' in event) return event;
      // An event for a bus that does not exist is dropped, and reported as a success: so on AWS.
      const bus = state.buses.get(busNameOf(optionalText(entry, 'EventBusName')));
      if (bus) router.publish(bus, event);
      return { EventId: event.id };
    });
    const failed = results.filter((result) => 'ErrorCode' in result);
    return { FailedEntryCount: failed.length, Entries: results };
  };
}

function checkRequest(entries: readonly Parameters[]): void {
  if (entries.length < 1 || entries.length > 10) {
    const bound = entries.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 10';
    throw validationError(
      "1 validation error detected: Value at 'entries' failed to satisfy constraint: " +
        `Member must have length ${bound}`,
    );
  }
  if (entries.reduce((total, entry) => total + entryBytes(entry), 0) > maximumRequestBytes) {
    throw validationError('Total size of the entries in the request is over the limit.');
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function entryBytes(entry: Parameters): number {
  const counted = ['Source', 'DetailType', 'Detail'].map((name) => optionalText(entry, name) ?? '');
  return [...counted, ...texts(entry, 'Resources')].reduce(
    (total, text) => total + Buffer.byteLength(text),
    optionalNumber(entry, 'Time') === undefined ? 0 : 14,
  );
}

function parseEntry(entry: Parameters, now: number): BusEvent | Refusal {
  const source = optionalText(entry, 'Source');
  if (!source) return required('Source');
  const detailType = optionalText(entry, 'DetailType');
  if (!detailType) return required('DetailType');
  if (detailType.length > 128) {
    return invalid('DetailType', 'DetailType must have length less than or equal to 128.');
  }
  const detailText = optionalText(entry, 'Detail');
  if (!detailText) return required('Detail');
  if (source.startsWith('aws.')) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    };
  }
  const detail = parseDetail(detailText);
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const seconds = optionalNumber(entry, 'Time');
  return busEvent({
    id: randomUUID(),
    source,
    detailType,
    detail,
    detailText,
    resources: texts(entry, 'Resources'),
    time: seconds === undefined ? now : seconds * 1_000,
    ingestedAt: now,
  });
}

function parseDetail(text: string): Parameters | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return isStructure(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

function required(name: string): Refusal {
  return invalid(name, `${name} is a required argument.`);
}

function invalid(name: string, reason: string): Refusal {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}`,
  };
}
