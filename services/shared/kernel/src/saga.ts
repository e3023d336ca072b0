import type { AnyContract } from '@waybill/contracts/contract';

/** A request, and how long its outcome may take. */
export interface Request {
  readonly send: AnyContract;
  readonly withinMs: number;
}

/** One step of a saga: what is asked, what says yes or no, and how it is undone. */
export interface Step {
  readonly name: string;
  readonly do: Request & { readonly until: AnyContract; readonly unless: AnyContract };
  readonly undo: Request & { readonly until: AnyContract };
}

/** A saga as a table. Steps run in order; every request is made of the starting fact's data. */
export interface SagaDefinition {
  /** Committed by each saga, because sagas outlive deployments. A changed table is a new version. */
  readonly version: number;
  readonly startedBy: AnyContract;
  readonly completedBy: AnyContract;
  /** After the last step, how long the completion may take. */
  readonly completedWithinMs: number;
  readonly cancelledBy: AnyContract;
  /** Asks the arbiter to cancel. Nothing is undone before `cancelledBy` says that it did: completion may have won. */
  readonly abandon: Request;
  /** How often an undo or the abandonment is sent before a person is needed. */
  readonly attempts: number;
  readonly steps: readonly Step[];
}

/** Checks a saga's table. Throws if a contract would have two meanings in it, or a step's name stands twice. */
export function saga(definition: SagaDefinition): SagaDefinition {
  const { steps } = definition;
  const heard = heardBy(definition).map(({ type }) => type);
  const twice = heard.find((type, index) => heard.indexOf(type) < index);
  if (twice) throw new Error(`saga: ${twice} has two meanings`);
  if (new Set(steps.map(({ name }) => name)).size < steps.length) {
    throw new Error('saga: two steps have the same name');
  }
  return definition;
}

/** Every contract that a saga hears. */
export function heardBy({
  startedBy,
  completedBy,
  cancelledBy,
  steps,
}: SagaDefinition): AnyContract[] {
  const outcomes = steps.flatMap((step) => [step.do.until, step.do.unless, step.undo.until]);
  return [startedBy, completedBy, cancelledBy, ...outcomes];
}
