import { entriesOf, type Commit } from '@waybill/kernel/commit';
import type { SagaFact } from '@waybill/kernel/saga-facts';
import { evolve, unheard, type SagaState } from '@waybill/kernel/saga-state';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import type { Platform } from '@waybill/runtime/platform';

/** Where the saga of an order stands, from what it has committed. Undefined if it has committed nothing. */
export async function readSaga(
  platform: Platform,
  orderId: string,
): Promise<SagaState | undefined> {
  const commits = await createDynamoEventStore(platform, 'fulfilment-commits').read(
    `saga-${orderId}`,
  );
  return commits.length === 0 ? undefined : sagaOf(commits);
}

/** The state that a saga's commits come to. */
export function sagaOf(commits: readonly Commit[]): SagaState {
  return entriesOf(commits)
    .filter(({ kind }) => kind === 'private')
    .reduce((state, fact) => evolve(state, fact as SagaFact), unheard);
}
