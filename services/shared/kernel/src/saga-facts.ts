import { Type } from '@sinclair/typebox';
import { privateEvent, type EntryOf } from '@waybill/contracts/contract';
import { Instant } from '@waybill/contracts/values';

const StepName = Type.String({ minLength: 1 });

/** The saga has begun, by the table of this version. `data` is the starting fact's. */
export const SagaStarted = privateEvent('SagaStarted', 1, {
  definitionVersion: Type.Integer({ minimum: 1 }),
  data: Type.Unknown(),
  /** When what started it happened; sagas of former deployments do not know. */
  since: Type.Optional(Instant),
});

/** The saga has asked for something, and waits for the outcome until `dueAt`. `wakeAt` is set if a wake-up was written for it. */
export const SagaAwaits = privateEvent('SagaAwaits', 1, {
  what: Type.Union([
    Type.Literal('step'),
    Type.Literal('completion'),
    Type.Literal('cancellation'),
    Type.Literal('undo'),
  ]),
  step: Type.Optional(StepName),
  attempt: Type.Integer({ minimum: 1 }),
  dueAt: Instant,
  wakeAt: Type.Optional(Instant),
});

/** A step is done. */
export const StepSucceeded = privateEvent('StepSucceeded', 1, { step: StepName });

/** A step said no: there is nothing to undo of it. */
export const StepFailed = privateEvent('StepFailed', 1, { step: StepName, reason: Type.String() });

/** Why the saga asks for its own end. */
export const SagaGivenUp = privateEvent('SagaGivenUp', 1, { reason: Type.String() });

/** The arbiter has cancelled, whoever asked for it; perhaps before the saga began. */
export const CancellationHeard = privateEvent('CancellationHeard', 1, { reason: Type.String() });

/** A step's undo is confirmed. */
export const UndoConfirmed = privateEvent('UndoConfirmed', 1, { step: StepName });

/** The last try has passed without an outcome: a person must look, and then resume. */
export const AttentionNeeded = privateEvent('AttentionNeeded', 1, { reason: Type.String() });

/** Nothing is open any more. */
export const SagaEnded = privateEvent('SagaEnded', 1, {
  outcome: Type.Union([Type.Literal('completed'), Type.Literal('cancelled')]),
});

export type SagaFact =
  | EntryOf<typeof SagaStarted>
  | EntryOf<typeof SagaAwaits>
  | EntryOf<typeof StepSucceeded>
  | EntryOf<typeof StepFailed>
  | EntryOf<typeof SagaGivenUp>
  | EntryOf<typeof CancellationHeard>
  | EntryOf<typeof UndoConfirmed>
  | EntryOf<typeof AttentionNeeded>
  | EntryOf<typeof SagaEnded>;

/** Every private fact of a saga, for validation at append. */
export const sagaFacts = [
  SagaStarted,
  SagaAwaits,
  StepSucceeded,
  StepFailed,
  SagaGivenUp,
  CancellationHeard,
  UndoConfirmed,
  AttentionNeeded,
  SagaEnded,
] as const;
