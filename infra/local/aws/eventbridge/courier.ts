import { AwsError } from '../emulator.ts';
import type { Rule } from './bus.ts';
import type { BusEvent } from './bus-event.ts';
import type { Delivery } from './delivery.ts';
import { atPath } from './json-path.ts';
import { createLanes } from './lanes.ts';
import { classify, exhausted, retryDelayMs, type Exhausted } from './retry.ts';
import type { Target } from './target.ts';
import { targetInput } from './target-input.ts';

export interface CourierOptions {
  readonly deliver: (delivery: Delivery) => Promise<void>;
  /** Puts an event on another bus. */
  readonly forward: (busArn: string, event: BusEvent) => void;
  readonly now: () => number;
  readonly retryBaseMs: number;
}

/** Brings events to targets: again and again while their policy allows, and then to their DLQ. */
export interface Courier {
  send(event: BusEvent, rule: Rule, target: Target): void;
  stop(): void;
}

/** So many deliveries may be under way at once. */
const concurrency = 32;
const deadLetterTries = 5;

export function createCourier(options: CourierOptions): Courier {
  const lanes = createLanes(concurrency);

  async function attempt(event: BusEvent, rule: Rule, target: Target, retries: number) {
    try {
      await handOver(event, rule, target);
    } catch (error) {
      const { code, isPermanent } = classify(typeOf(error));
      const condition = isPermanent
        ? undefined
        : exhausted(target, retries, options.now() - event.ingestedAt);
      if (!isPermanent && !condition) {
        lanes.runAfter(retryDelayMs(retries, options.retryBaseMs), () =>
          attempt(event, rule, target, retries + 1),
        );
      } else if (target.deadLetterArn !== undefined) {
        const attributes = failure(rule, target, code, error, retries, condition);
        await bury({ targetArn: target.deadLetterArn, body: event.body, attributes }, 1);
      }
    }
  }

  async function handOver(event: BusEvent, rule: Rule, target: Target): Promise<void> {
    if (target.kind === 'event-bus') {
      options.forward(target.arn, event);
      return;
    }
    await options.deliver({
      targetArn: target.arn,
      body: targetInput(target.definition, event, rule),
      ...(target.messageGroupId !== undefined && { messageGroupId: target.messageGroupId }),
      ...(target.kind === 'kinesis' && { partitionKey: partitionKey(event, target) }),
    });
  }

  async function bury(letter: Delivery, tries: number): Promise<void> {
    try {
      await options.deliver(letter);
    } catch (error) {
      if (classify(typeOf(error)).isPermanent || tries === deadLetterTries) return;
      lanes.runAfter(retryDelayMs(tries, options.retryBaseMs), () => bury(letter, tries + 1));
    }
  }

  return {
    send: (event, rule, target) => lanes.run(() => attempt(event, rule, target, 0)),
    stop: () => lanes.stop(),
  };
}

function partitionKey(event: BusEvent, { partitionKeyPath }: Target): string {
  const value =
    partitionKeyPath === undefined ? undefined : atPath(event.envelope, partitionKeyPath);
  if (value === undefined) return event.id;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function typeOf(error: unknown): string {
  return error instanceof AwsError ? error.type : 'Unknown';
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function failure(
  rule: Rule,
  target: Target,
  code: string,
  error: unknown,
  retries: number,
  condition: Exhausted | undefined,
): Record<string, string> {
  return {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: code,
    ERROR_MESSAGE: error instanceof Error && error.message !== '' ? error.message : code,
    RETRY_ATTEMPTS: String(retries),
    ...(condition && { EXHAUSTED_RETRY_CONDITION: condition }),
  };
}
