import { count } from '../load/describe-day.ts';
import type { Fates } from '../cluster/deployment.ts';
import type { Verdict } from './verdict.ts';

/** What a queue of dead letters holds. */
export interface DeadLetters {
  readonly queue: string;
  /** How often the poison that was sent to its service came there; absent where none was sent. */
  readonly poison?: number;
  /** The bodies of everything else. */
  readonly others: readonly string[];
}

const shownCharacters = 300;

/** No message waits, or is held, any more. */
export function judgeQueues(left: ReadonlyMap<string, number>): Verdict {
  return {
    invariant: 'queues',
    figures: left.size === 0 ? 'empty' : `${left.size} with messages`,
    problems: [...left].map(([queue, messages]) => `${queue} has ${count(messages, 'message')}`),
  };
}

/** All that was poison, and nothing else, is among the dead letters. */
export function judgeDeadLetters(all: readonly DeadLetters[]): Verdict {
  const poison = all.reduce((sum, each) => sum + (each.poison ?? 0), 0);
  const sent = all.filter((each) => each.poison !== undefined).length;
  const others = all.reduce((sum, each) => sum + each.others.length, 0);
  return {
    invariant: 'dead letters',
    figures: `${poison} of ${count(sent, 'poisonous message')}, ${others} of others, in ${count(all.length, 'queue')}`,
    problems: all.flatMap((each) => [
      ...(each.poison === 0 ? [`${each.queue} lacks the poison of its service`] : []),
      ...each.others.map((body) => `${each.queue} has ${body.slice(0, shownCharacters)}`),
    ]),
  };
}

/** No process ended by itself, and every one that was asked to drain did. */
export function judgePods(fates: ReadonlyMap<string, Fates>): Verdict {
  const all = [...fates.values()];
  const total = (of: (one: Fates) => number) => all.reduce((sum, one) => sum + of(one), 0);
  return {
    invariant: 'pods',
    figures:
      `${total(({ started }) => started)} started, ${total(({ killedAtMs }) => killedAtMs.length)} killed, ` +
      `${total(({ drained }) => drained)} drained`,
    problems: all.flatMap(({ faults }) => faults),
  };
}
