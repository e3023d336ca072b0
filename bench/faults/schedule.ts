import type { Call } from './call.ts';
import type { Fault, Plan } from './fault.ts';
import type { Way } from './errand.ts';
import type { StepReader } from './step.ts';
import { type Step } from './step.ts';

/** What is done to one step of an order. */
export const blows = ['fails before', 'applied, reply lost', 'process dies right after'] as const;
export type Blow = (typeof blows)[number];

/** A fault at a step: the n-th call, from 1, that is this step. */
export interface Strike {
  readonly step: Step;
  readonly occurrence: number;
  readonly blow: Blow;
}

/** One order's way, and what goes wrong on it. */
export interface Schedule {
  readonly way: Way;
  readonly strikes: readonly Strike[];
}

/** So often a call fails, that the SDK's own tries are used up. */
const failures = 3;
const polls = ['ReceiveMessage', 'GetRecords'];

/** Sees the steps of one order, and strikes those that a schedule names. */
export class Fate implements Plan {
  /** How often each step has been seen. */
  readonly seen = new Map<Step, number>();
  readonly #reader: StepReader;
  readonly #open: Set<Strike>;
  readonly #hit = new Set<Strike>();
  readonly #failing = new Map<string, number>();

  constructor(strikes: readonly Strike[], reader: StepReader) {
    this.#open = new Set(strikes);
    this.#reader = reader;
  }

  /** The strikes that have hit. */
  get hit(): readonly Strike[] {
    return [...this.#hit];
  }

  readonly before = (call: Call): Fault | undefined => {
    if (polls.includes(call.operation)) return this.#failPoll(call);
    const steps = this.#reader.asked(call);
    this.#note(steps);
    const place = `${call.caller} ${call.operation} ${steps.join()}`;
    const left = this.#failing.get(place) ?? 0;
    if (left > 0) {
      this.#failing.set(place, left - 1);
      return { kind: 'fail' };
    }
    const strike = this.#due(steps);
    if (!strike) return undefined;
    this.#land(strike);
    if (strike.blow === 'fails before') {
      this.#failing.set(place, failures - 1);
      return { kind: 'fail' };
    }
    return { kind: strike.blow === 'process dies right after' ? 'die' : 'lose-reply' };
  };

  readonly after: Plan['after'] = (call, reply) => {
    if (!polls.includes(call.operation)) return undefined;
    const steps = this.#reader.brought(call, reply);
    this.#note(steps);
    const strike = this.#due(steps);
    if (!strike || strike.blow === 'fails before') return undefined;
    this.#land(strike);
    return { kind: strike.blow === 'process dies right after' ? 'die' : 'lose-reply' };
  };

  /** What a poll will bring is not known before: the poller's next polls fail, and what it should have brought comes late. */
  #failPoll({ caller, operation }: Call): Fault | undefined {
    const place = `${caller} ${operation} `;
    const left = this.#failing.get(place) ?? 0;
    if (left > 0) {
      this.#failing.set(place, left - 1);
      return { kind: 'fail' };
    }
    const strike = [...this.#open].find(
      ({ step, blow }) => blow === 'fails before' && step.startsWith(place),
    );
    if (!strike || this.seen.size === 0) return undefined;
    this.#land(strike);
    this.#failing.set(place, failures - 1);
    return { kind: 'fail' };
  }

  #note(steps: readonly Step[]): void {
    for (const step of steps) this.seen.set(step, (this.seen.get(step) ?? 0) + 1);
  }

  #due(steps: readonly Step[]): Strike | undefined {
    return [...this.#open].find(
      ({ step, occurrence }) => steps.includes(step) && this.seen.get(step) === occurrence,
    );
  }

  #land(strike: Strike): void {
    this.#open.delete(strike);
    this.#hit.add(strike);
  }
}
