import type { Entry } from '@waybill/contracts/contract';
import { fold, type Decider } from '@waybill/kernel/decider';
import { Rejection } from '@waybill/kernel/failure';
import fc from 'fast-check';

/** What a decider should answer. */
export interface Expectation<Event> {
  /** Exactly these, in this order. */
  then(...expected: readonly Event[]): void;
  /** All of it is true already. */
  thenNothing(): void;
  /** A `Rejection` with this code, and with these details if any are given. */
  thenRejected(code: string, details?: Readonly<Record<string, unknown>>): void;
}

/** Given what has happened, when a command comes, then this is decided. */
export function specification<State, Command, Event extends Entry>(
  decider: Decider<State, Command, Event>,
) {
  return (...happened: readonly Event[]) => ({
    when(command: Command): Expectation<Event> {
      const decide = () => decider.decide(command, fold(decider, happened));
      return {
        then: (...expected) => expect(decide()).toEqual(expected),
        thenNothing: () => expect(decide()).toEqual([]),
        thenRejected: (code, details) => {
          const answer = answerOf(decide);
          expect(answer).toMatchObject({ rejected: code, ...(details && { details }) });
        },
      };
    },
  });
}

/**
 * The property that every decider has: what a command led to is not decided again.
 * Holds from every state that random commands of the arbitraries reach.
 */
export function decidesOnce<State, Command, Event extends Entry>(
  decider: Decider<State, Command, Event>,
  ...commands: readonly fc.Arbitrary<Command>[]
): void {
  const anyCommand = fc.oneof(...commands);
  let carriedOut = 0;
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 12 }), anyCommand, (history, command) => {
      const before = reached(decider, history);
      const answer = answerOf(() => decider.decide(command, before));
      if ('rejected' in answer) return;
      carriedOut += answer.events.length;
      expect(decider.decide(command, fold(decider, answer.events, before))).toEqual([]);
    }),
  );
  // Commands that all are refused, or already true, would prove nothing.
  expect(carriedOut).toBeGreaterThan(0);
}

type Answer<Event> =
  | { readonly events: readonly Event[] }
  | { readonly rejected: string; readonly details: Readonly<Record<string, unknown>> };

function answerOf<Event>(decide: () => readonly Event[]): Answer<Event> {
  try {
    return { events: decide() };
  } catch (error) {
    if (error instanceof Rejection) return { rejected: error.code, details: error.details };
    throw error;
  }
}

function reached<State, Command, Event extends Entry>(
  decider: Decider<State, Command, Event>,
  history: readonly Command[],
): State {
  return history.reduce((state, command) => {
    const answer = answerOf(() => decider.decide(command, state));
    return 'events' in answer ? fold(decider, answer.events, state) : state;
  }, decider.initial);
}
