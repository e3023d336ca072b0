import type { DataOf } from '@waybill/contracts/contract';
import type { SagaAwaits, SagaFact } from './saga-facts.ts';

/** What a saga is waiting for. */
export type Awaiting = DataOf<typeof SagaAwaits>;

/** Where a saga stands. */
export interface SagaState {
  /** Undefined before the starting fact came. */
  readonly started?: {
    readonly definitionVersion: number;
    readonly data: unknown;
    /** When what started it happened, RFC 3339. */
    readonly since?: string;
  };
  /** Steps asked for and not refused, in order: what an unwinding must undo. */
  readonly begun: readonly string[];
  readonly undone: readonly string[];
  readonly awaiting?: Awaiting;
  /** The earliest wake-up that is written, RFC 3339. */
  readonly wakeAt?: string;
  /** Why it asked for its own end, if it did. */
  readonly givenUp?: string;
  /** Why it was cancelled, if it was. */
  readonly cancelled?: string;
  readonly needsAttention: boolean;
  /** Whether it ever did: such a saga is on the list of those until it ends. */
  readonly neededAttention?: true;
  readonly ended?: 'completed' | 'cancelled';
}

/** Before anything was heard. */
export const unheard: SagaState = { begun: [], undone: [], needsAttention: false };

/** The state after a fact. */
export function evolve(state: SagaState, fact: SagaFact): SagaState {
  switch (fact.type) {
    case 'SagaStarted':
      return { ...state, started: fact.data };
    case 'SagaAwaits':
      return awaiting(state, fact.data);
    case 'StepSucceeded':
      return state;
    case 'StepFailed':
      return { ...state, begun: state.begun.filter((step) => step !== fact.data.step) };
    case 'SagaGivenUp':
      return { ...state, givenUp: fact.data.reason };
    case 'CancellationHeard':
      return { ...state, cancelled: fact.data.reason };
    case 'UndoConfirmed':
      return { ...state, undone: [...state.undone, fact.data.step] };
    case 'AttentionNeeded':
      // The sweep that found this removes its wake-up.
      return { ...state, needsAttention: true, neededAttention: true, wakeAt: undefined };
    case 'SagaEnded':
      return { ...state, ended: fact.data.outcome, awaiting: undefined, needsAttention: false };
  }
}

function awaiting(state: SagaState, next: Awaiting): SagaState {
  const { what, step, wakeAt = state.wakeAt } = next;
  const begun = what === 'step' && step ? [...state.begun, step] : state.begun;
  return { ...state, begun, awaiting: next, wakeAt, needsAttention: false };
}

/** The word that people and metrics use for it. */
export function sagaStatus(state: SagaState): string {
  if (state.ended) return state.ended;
  if (state.needsAttention) return 'needs-attention';
  if (state.cancelled !== undefined) return state.started ? 'unwinding' : 'cancelled-early';
  if (state.givenUp !== undefined) return 'abandoning';
  return state.started ? 'running' : 'new';
}
