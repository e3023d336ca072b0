import { randomUUID } from 'node:crypto';
import { AwsError, type Emulator, jsonAnswer, jsonError, type WireRequest } from '../emulator.ts';
import { archiveOperations } from './archive-operations.ts';
import { createState, existingBus } from './bus.ts';
import { busEvent } from './bus-event.ts';
import { busOperations } from './bus-operations.ts';
import type { Delivery } from './delivery.ts';
import { isStructure, type Operation, type Parameters } from './parameters.ts';
import { permissionOperations } from './permission-operations.ts';
import { putEvents } from './put-events.ts';
import { replayOperations } from './replay-operations.ts';
import { createRouter } from './router.ts';
import { ruleOperations } from './rule-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { targetOperations } from './target-operations.ts';
import { testEventPattern } from './test-event-pattern.ts';

export type { Delivery } from './delivery.ts';

export interface EventBridgeOptions {
  /**
   * Delivers to an SQS or Kinesis target, or to a DLQ. Rejects with AwsError if it cannot; the
   * types that mean "no such queue" or "not allowed" are not tried again, as on AWS.
   */
  deliver(delivery: Delivery): Promise<void>;
  /** Milliseconds since the epoch; the system's clock by default. */
  now?: () => number;
  /** The first retry waits up to this long, the next ones up to twice as long each; 100 by default. */
  retryBaseMs?: number;
}

export interface EventBridge extends Emulator {
  /** An AWS service (S3, SES) puts an event on the default bus. */
  putServiceEvent(event: ServiceEvent): void;
}

export interface ServiceEvent {
  source: string;
  detailType: string;
  detail: unknown;
  resources?: string[];
}

/** EventBridge in memory: buses, rules, targets, archives and replays, without schedules. */
export function createEventBridge(options: EventBridgeOptions): EventBridge {
  const { now = Date.now, retryBaseMs = 100 } = options;
  const state = createState(now());
  const deliver = (delivery: Delivery) => options.deliver(delivery);
  const router = createRouter(state, { deliver, now, retryBaseMs });
  const operations: Readonly<Record<string, Operation>> = {
    PutEvents: putEvents(state, router, now),
    TestEventPattern: testEventPattern,
    ...busOperations(state, now),
    ...permissionOperations(state),
    ...ruleOperations(state),
    ...targetOperations(state),
    ...tagOperations(state),
    ...archiveOperations(state, now),
    ...replayOperations(state, router, now),
  };

  return {
    handle(request) {
      try {
        return Promise.resolve(jsonAnswer(operation(operations, request)(parameters(request))));
      } catch (error) {
        return Promise.resolve(jsonError(error));
      }
    },
    putServiceEvent({ source, detailType, detail, resources = [] }) {
      const at = { time: now(), ingestedAt: now() };
      const detailText = JSON.stringify(detail);
      const parsed = JSON.parse(detailText) as Parameters;
      const event = { id: randomUUID(), source, detailType, detail: parsed, detailText, resources };
      router.publish(existingBus(state, 'default'), busEvent({ ...event, ...at }));
    },
    stop() {
      router.stop();
      return Promise.resolve();
    },
  };
}

function operation(
  operations: Readonly<Record<string, Operation>>,
  { headers }: WireRequest,
): Operation {
  const name = String(headers['x-amz-target']).replace(/^AWSEvents\./, '');
  const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!found) throw new AwsError('UnknownOperationException', `Unknown operation ${name}`);
  return found;
}

function parameters({ body }: WireRequest): Parameters {
  let request: unknown;
  try {
    request = JSON.parse(body.toString('utf8') || '{}');
  } catch {
    request = undefined;
  }
  if (!isStructure(request)) throw new AwsError('SerializationException', 'Malformed JSON.');
  return request;
}
