import type { SagaDefinition, Step } from './saga.ts';

/** What a message means to a saga. */
export type Meaning =
  | { readonly kind: 'starts' | 'completes' | 'cancels' }
  | { readonly kind: 'succeeds' | 'fails' | 'confirms'; readonly step: Step };

/** What every message that the saga hears means, by the message's type. */
export function meaningsOf(table: SagaDefinition): ReadonlyMap<string, Meaning> {
  const meanings = table.steps.flatMap((step): [string, Meaning][] => [
    [step.do.until.type, { kind: 'succeeds', step }],
    [step.do.unless.type, { kind: 'fails', step }],
    [step.undo.until.type, { kind: 'confirms', step }],
  ]);
  return new Map<string, Meaning>([
    [table.startedBy.type, { kind: 'starts' }],
    [table.completedBy.type, { kind: 'completes' }],
    [table.cancelledBy.type, { kind: 'cancels' }],
    ...meanings,
  ]);
}

/**
 * What later requests are made of. The first step's is sent in the commit that starts the saga, so that
 * what only it needs (an order's lines) is not stored twice.
 */
export function rememberedOf({ steps, abandon }: SagaDefinition, data: unknown): unknown {
  const later = [
    ...steps.slice(1).map((step) => step.do),
    ...steps.map((step) => step.undo),
    abandon,
  ];
  const names = new Set(later.flatMap(({ send }) => Object.keys(send.schema.properties)));
  return Object.fromEntries(Object.entries(data as object).filter(([name]) => names.has(name)));
}

/** Why a step or an order failed, as the message says it. */
export function reasonOf(data: unknown): string {
  const { reason } = data as { reason?: unknown };
  return typeof reason === 'string' ? reason : 'no reason given';
}
