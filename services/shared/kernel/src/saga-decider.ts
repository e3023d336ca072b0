import type { Entry } from '@waybill/contracts/contract';
import type { Decider } from './decider.ts';
import { minutes } from './duration.ts';
import type { Request, SagaDefinition, Step } from './saga.ts';
import {
  AttentionNeeded,
  CancellationHeard,
  SagaAwaits,
  SagaEnded,
  SagaGivenUp,
  SagaStarted,
  StepFailed,
  StepSucceeded,
  UndoConfirmed,
  type SagaFact,
} from './saga-facts.ts';
import { meaningsOf, reasonOf, rememberedOf, type Meaning } from './saga-meaning.ts';
import { evolve, unheard, type Awaiting, type SagaState } from './saga-state.ts';

/** More than the clocks of two pods differ, and than a message waits between its hearing and its commit. */
const clockSkewMs = minutes(2);

/** What moves a saga. `now` is RFC 3339. */
export type SagaInput =
  | {
      readonly type: 'hear';
      readonly message: string;
      readonly data: unknown;
      readonly now: string;
      /** When it happened, RFC 3339; `now` if that is not known. */
      readonly occurredAt?: string;
    }
  | { readonly type: 'wake'; readonly now: string }
  | { readonly type: 'resume'; readonly now: string };

/** What a saga commits: its own facts, and the commands it sends. */
export type SagaEvent = SagaFact | Entry;

/** The saga of a table. `older` are the tables of former deployments, whose sagas may still be under way. */
export function sagaDecider(
  current: SagaDefinition,
  ...older: SagaDefinition[]
): Decider<SagaState, SagaInput, SagaEvent> {
  const tables = new Map(
    [current, ...older].map((table) => [table.version, { table, meanings: meaningsOf(table) }]),
  );
  return {
    initial: unheard,
    decide: (input, state) => {
      const version = state.started?.definitionVersion ?? current.version;
      const known = tables.get(version);
      if (!known) throw new Error(`saga: version ${version} of the table is not known here`);
      return new Move(known.table, known.meanings, state, input.now).decide(input);
    },
    evolve: (state, event) => (event.kind === 'private' ? evolve(state, event as SagaFact) : state),
  };
}

/** One decision: gathers facts and commands, and keeps the state as it will be after them. */
class Move {
  readonly #table: SagaDefinition;
  readonly #meanings: ReadonlyMap<string, Meaning>;
  readonly #now: string;
  readonly #events: SagaEvent[] = [];
  #state: SagaState;

  constructor(
    table: SagaDefinition,
    meanings: ReadonlyMap<string, Meaning>,
    state: SagaState,
    now: string,
  ) {
    this.#table = table;
    this.#meanings = meanings;
    this.#state = state;
    this.#now = now;
  }

  decide(input: SagaInput): readonly SagaEvent[] {
    if (this.#state.ended) return [];
    if (input.type === 'hear') this.#hear(input);
    if (input.type === 'wake') this.#wake();
    if (input.type === 'resume') this.#resume();
    return this.#events;
  }

  #hear({ message, data, occurredAt = this.#now }: SagaInput & { type: 'hear' }): void {
    const meaning = this.#meanings.get(message);
    switch (meaning?.kind) {
      case 'starts':
        return this.#start(data, occurredAt);
      case 'completes':
        return this.#complete();
      case 'cancels':
        return this.#cancel(reasonOf(data));
      case 'succeeds':
        return this.#succeed(meaning.step);
      case 'fails':
        return this.#fail(meaning.step, reasonOf(data));
      case 'confirms':
        return this.#confirm(meaning.step);
      case undefined:
    }
  }

  #start(data: unknown, since: string): void {
    if (this.#state.started) return;
    const remembered = rememberedOf(this.#table, data);
    const { version: definitionVersion } = this.#table;
    this.#say(SagaStarted({ definitionVersion, data: remembered, since }));
    if (this.#state.cancelled === undefined) this.#begin(0, data);
    else this.#unwind();
  }

  #begin(index: number, data = this.#state.started?.data): void {
    const step = this.#table.steps[index];
    if (step) this.#ask('step', step.do, step.name, 1, data);
    else this.#await('completion', this.#table.completedWithinMs);
  }

  #succeed(step: Step): void {
    if (!this.#isAwaiting('step', step)) return;
    this.#say(StepSucceeded({ step: step.name }));
    this.#begin(this.#table.steps.indexOf(step) + 1);
  }

  #fail(step: Step, reason: string): void {
    if (!this.#isAwaiting('step', step)) return;
    this.#say(StepFailed({ step: step.name, reason }));
    this.#abandon(reason);
  }

  #abandon(reason: string): void {
    this.#say(SagaGivenUp({ reason }));
    this.#ask('cancellation', this.#table.abandon);
  }

  /** Completion and cancellation exclude each other: the arbiter says only one of them. */
  #complete(): void {
    if (!this.#state.started || this.#state.cancelled !== undefined) return;
    this.#say(SagaEnded({ outcome: 'completed' }));
  }

  #cancel(reason: string): void {
    if (this.#state.cancelled !== undefined) return;
    this.#say(CancellationHeard({ reason }));
    if (this.#state.started) this.#unwind();
  }

  #unwind(): void {
    const name = this.#state.begun.findLast((step) => !this.#state.undone.includes(step));
    const step = this.#table.steps.find((candidate) => candidate.name === name);
    if (step) this.#ask('undo', step.undo, step.name);
    else this.#say(SagaEnded({ outcome: 'cancelled' }));
  }

  #confirm(step: Step): void {
    if (!this.#isAwaiting('undo', step)) return;
    this.#say(UndoConfirmed({ step: step.name }));
    this.#unwind();
  }

  #wake(): void {
    const { awaiting, needsAttention } = this.#state;
    if (!awaiting || needsAttention || awaiting.dueAt > this.#now) return;
    if (awaiting.what === 'step') return this.#abandon(`${awaiting.step ?? 'step'}-is-overdue`);
    if (awaiting.what === 'completion') return this.#abandon('completion-is-overdue');
    if (awaiting.attempt < this.#table.attempts)
      return this.#askAgain(awaiting, awaiting.attempt + 1);
    const missing = [awaiting.what, awaiting.step].filter(Boolean).join(' of ');
    this.#say(AttentionNeeded({ reason: `no outcome of the ${missing}` }));
  }

  #resume(): void {
    const { awaiting, needsAttention } = this.#state;
    if (awaiting && needsAttention) this.#askAgain(awaiting, 1);
  }

  #askAgain({ what, step }: Awaiting, attempt: number): void {
    const undo = this.#table.steps.find(({ name }) => name === step)?.undo;
    this.#ask(what, what === 'undo' && undo ? undo : this.#table.abandon, step, attempt);
  }

  #ask(
    what: Awaiting['what'],
    request: Request,
    step?: string,
    attempt = 1,
    data = this.#state.started?.data,
  ): void {
    this.#await(what, request.withinMs, step, attempt);
    this.#events.push(request.send({ ...(data as object), reason: this.#state.givenUp }));
  }

  #await(what: Awaiting['what'], withinMs: number, step?: string, attempt = 1): void {
    const dueAt = new Date(Date.parse(this.#now) + withinMs).toISOString();
    const { wakeAt } = this.#state;
    const needsWake = wakeAt === undefined || isSpent(wakeAt, this.#now) || dueAt < wakeAt;
    this.#say(SagaAwaits({ what, step, attempt, dueAt, wakeAt: needsWake ? dueAt : undefined }));
  }

  #isAwaiting(what: Awaiting['what'], step: Step): boolean {
    const { awaiting } = this.#state;
    return awaiting?.what === what && awaiting.step === step.name;
  }

  #say(fact: SagaFact): void {
    this.#events.push(fact);
    this.#state = evolve(this.#state, fact);
  }
}

/**
 * Whether a wake-up may have been swept already, by a pod whose clock is ahead. One that is written for nothing finds
 * nothing to do; one that is missing lets a saga hang.
 */
function isSpent(wakeAt: string, now: string): boolean {
  return Date.parse(wakeAt) <= Date.parse(now) + clockSkewMs;
}
