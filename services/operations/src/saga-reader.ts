import { entriesOf } from '@waybill/kernel/commit';
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
  if (commits.length === 0) return undefined;
  return entriesOf(commits)
    .filter(({ kind }) => kind === 'private')
    .reduce((state, fact) => evolve(state, fact as SagaFact), unheard);
}
