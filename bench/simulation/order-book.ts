import type { Entry } from '@waybill/contracts/contract';
import { entriesOf, type Commit } from '@waybill/kernel/commit';
import { fold, type Decider } from '@waybill/kernel/decider';
import { sagaDecider } from '@waybill/kernel/saga-decider';
import { sagaStatus } from '@waybill/kernel/saga-state';
import { order, type Order } from '@waybill/orders/domain/order';
import { definition } from './services.ts';
import type { World } from './world.ts';

/** What has become of an order, by its commits. */
export interface BookedOrder {
  readonly orderId: string;
  readonly order: Exclude<Order, { status: 'new' }>;
  readonly saga: string;
  readonly commits: readonly Commit[];
}

/** Every order. */
export function ordersOf({ stores }: World): BookedOrder[] {
  const sagas = byAggregate(stores.fulfilment.commits);
  const saga = sagaDecider(definition);
  return [...byAggregate(stores.order.commits)].flatMap(([orderId, commits]) => {
    const state = foldCommits(order, commits);
    const sagaState = foldCommits(saga, sagas.get(`saga-${orderId}`) ?? []);
    if (state.status === 'new') return [];
    return [{ orderId, order: state, saga: sagaStatus(sagaState), commits }];
  });
}

/** Whether nothing more is to come of an order. */
export function isOver({ order: { status }, saga }: BookedOrder): boolean {
  return (
    (status === 'shipped' && saga === 'completed') ||
    (status === 'cancelled' && saga === 'cancelled')
  );
}

/** Commits by aggregate, in the order of their versions. */
export function byAggregate(commits: readonly Commit[]): Map<string, Commit[]> {
  const found = new Map<string, Commit[]>();
  for (const commit of commits) {
    found.set(commit.aggregateId, [...(found.get(commit.aggregateId) ?? []), commit]);
  }
  for (const each of found.values()) each.sort((a, b) => a.version - b.version);
  return found;
}

function foldCommits<State, Event extends Entry>(
  decider: Decider<State, never, Event>,
  commits: readonly Commit[],
): State {
  return fold(decider, entriesOf(commits) as Event[]);
}
