import { sagaStatus, type Awaiting, type SagaState } from '@waybill/kernel/saga-state';

/** Where a saga stands, a line for each thing that there is to say. */
export function tellSaga(orderId: string, state: SagaState): string[] {
  const { started, begun, undone, awaiting, givenUp, cancelled, needsAttention } = state;
  return [
    `The saga of ${orderId} is ${sagaStatus(state)}.`,
    ...(started ? [`Version of its table: ${started.definitionVersion}`] : []),
    ...(begun.length > 0 ? [`Steps begun: ${begun.join(', ')}`] : []),
    ...(undone.length > 0 ? [`Steps undone: ${undone.join(', ')}`] : []),
    ...(givenUp === undefined ? [] : [`It asked for the order to be cancelled: ${givenUp}`]),
    ...(cancelled === undefined ? [] : [`The order was cancelled: ${cancelled}`]),
    ...(awaiting ? [`It waits for ${whatOf(awaiting)}`] : []),
    ...(needsAttention
      ? [`Its last try has passed. Resume it: waybill saga resume ${orderId}`]
      : []),
  ];
}

function whatOf({ what, step, attempt, dueAt }: Awaiting): string {
  const name = [what === 'step' ? 'the step' : `the ${what}`, step].filter(Boolean);
  const again = attempt > 1 ? `, try ${attempt}` : '';
  return `${name.join(what === 'undo' ? ' of ' : ' ')}${again}, until ${dueAt}`;
}
