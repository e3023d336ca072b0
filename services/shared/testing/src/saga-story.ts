import type { Entry } from '@waybill/contracts/contract';
import { fold } from '@waybill/kernel/decider';
import type { SagaDefinition } from '@waybill/kernel/saga';
import { sagaDecider, type SagaEvent, type SagaInput } from '@waybill/kernel/saga-decider';
import { sagaStatus, type SagaState } from '@waybill/kernel/saga-state';

/** One saga from its beginning, told message by message. Every telling answers the commands that follow from it. */
export class SagaStory {
  /** Everything that the saga has committed. */
  readonly said: SagaEvent[] = [];
  readonly #decider: ReturnType<typeof sagaDecider>;
  #state: SagaState;
  #nowMs = Date.parse('2026-01-01T00:00:00.000Z');

  constructor(definition: SagaDefinition, ...older: SagaDefinition[]) {
    this.#decider = sagaDecider(definition, ...older);
    this.#state = this.#decider.initial;
  }

  get state(): SagaState {
    return this.#state;
  }

  get status(): string {
    return sagaStatus(this.#state);
  }

  get now(): string {
    return new Date(this.#nowMs).toISOString();
  }

  after(ms: number): this {
    this.#nowMs += ms;
    return this;
  }

  hears(...messages: readonly Entry[]): Entry[] {
    return messages.flatMap(({ type, data }) =>
      this.#decide({ type: 'hear', message: type, data, now: this.now }),
    );
  }

  wakes(): Entry[] {
    return this.#decide({ type: 'wake', now: this.now });
  }

  /** Wakes at the very moment at which the saga's patience ends. */
  isOverdue(): Entry[] {
    const dueAt = this.#state.awaiting?.dueAt;
    if (dueAt === undefined) throw new Error('the saga waits for nothing');
    this.#nowMs = Date.parse(dueAt);
    return this.wakes();
  }

  resumes(): Entry[] {
    return this.#decide({ type: 'resume', now: this.now });
  }

  /** Goes on where another story stands, perhaps by another table. */
  continues({ state, now }: SagaStory): void {
    this.#state = state;
    this.#nowMs = Date.parse(now);
  }

  /** What the saga would decide, without deciding it. */
  wouldSay(input: SagaInput): readonly SagaEvent[] {
    return this.#decider.decide(input, this.#state);
  }

  #decide(input: SagaInput): Entry[] {
    const events = this.#decider.decide(input, this.#state);
    this.said.push(...events);
    this.#state = fold(this.#decider, events, this.#state);
    return events.filter(({ kind }) => kind === 'command');
  }
}
