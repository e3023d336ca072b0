import type { Entry } from '@waybill/contracts/contract';

/**
 * How an aggregate decides, without I/O, clock or chance.
 * `decide` answers the facts that a command leads to, `[]` when all of it is true already, or throws a `Rejection`.
 */
export interface Decider<State, Command, Event extends Entry> {
  readonly initial: State;
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
}

/** The state after the events. */
export function fold<State, Command, Event extends Entry>(
  decider: Decider<State, Command, Event>,
  events: readonly Event[],
  state: State = decider.initial,
): State {
  return events.reduce((before, event) => decider.evolve(before, event), state);
}
