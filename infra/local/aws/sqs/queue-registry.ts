import { AwsError } from '../emulator.ts';
import { queueArn, queueNameOf } from './queue-name.ts';
import { parseRedrivePolicy, type RedrivePolicy } from './redrive-policy.ts';

/** A queue's attributes as they were last set. What fauxqs does not know is kept here alone. */
export interface RegisteredQueue {
  readonly name: string;
  readonly arn: string;
  readonly attributes: Record<string, string>;
}

export interface QueueRegistry {
  find(urlOrArn: string): RegisteredQueue | undefined;
  /** Throws QueueDoesNotExist. */
  get(url: unknown): RegisteredQueue;
  add(name: string, attributes: Record<string, string>): void;
  remove(name: string): void;
  redrivePolicyOf(queue: RegisteredQueue): RedrivePolicy | undefined;
  /** The queues whose failed messages go to this one. */
  sourcesOf(deadLetterArn: string): RegisteredQueue[];
}

export function createQueueRegistry(): QueueRegistry {
  const queues = new Map<string, RegisteredQueue>();
  const redrivePolicyOf = ({ attributes }: RegisteredQueue) =>
    attributes['RedrivePolicy'] ? parseRedrivePolicy(attributes['RedrivePolicy']) : undefined;
  return {
    find: (urlOrArn) => queues.get(queueNameOf(urlOrArn)),
    get(url) {
      if (typeof url !== 'string' || url === '') {
        throw new AwsError('MissingParameter', 'The request must contain the parameter QueueUrl.');
      }
      const queue = queues.get(queueNameOf(url));
      if (!queue) {
        throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
      }
      return queue;
    },
    add(name, attributes) {
      if (queues.has(name)) return;
      queues.set(name, { name, arn: queueArn(name), attributes: { ...attributes } });
    },
    remove: (name) => void queues.delete(name),
    redrivePolicyOf,
    sourcesOf: (deadLetterArn) =>
      [...queues.values()].filter(
        (queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === deadLetterArn,
      ),
  };
}
