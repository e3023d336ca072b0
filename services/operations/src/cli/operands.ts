import {
  deadLetterQueues,
  referenceQueues,
  type QueueOfLetters,
  type QueueOfReferences,
} from '../dead-letter-queues.ts';
import { remedies } from '../domain/remedies.ts';
import { UsageError } from './usage-error.ts';

/** The queue that the command is about: of letters or of references. @throws UsageError */
export function queueOf(
  name: string,
  operands: readonly string[],
): QueueOfLetters | QueueOfReferences {
  const asked = one(name, operands, 'a queue');
  const all = [...deadLetterQueues, ...referenceQueues];
  const found = all.find(({ queue }) => queue === asked);
  if (found) return found;
  const known = all.map(({ queue }) => queue).join(', ');
  throw new UsageError(`there is no queue "${asked}" of dead letters, only ${known}`);
}

/** The queue of letters that the command sends home. @throws UsageError that says what helps instead, for references */
export function queueWithHomeOf(name: string, operands: readonly string[]): QueueOfLetters {
  const found = queueOf(name, operands);
  if ('service' in found) return found;
  throw new UsageError(
    `${found.queue} holds references, not messages: ${remedies[found.follower]}`,
  );
}

/** The order that the command is about. @throws UsageError */
export function orderOf(name: string, operands: readonly string[]): string {
  const orderId = one(name, operands, 'an order');
  if (/^ord-[a-z0-9]+$/.test(orderId)) return orderId;
  throw new UsageError(`an order's id is like ord-1a2b, not "${orderId}"`);
}

function one(name: string, [first, ...others]: readonly string[], what: string): string {
  if (first === undefined) throw new UsageError(`${name} of what? It needs ${what}`);
  none(name, others);
  return first;
}

/** @throws UsageError if there is a word too many */
export function none(name: string, [first]: readonly string[]): void {
  if (first !== undefined) throw new UsageError(`${name} knows nothing to do with "${first}"`);
}
