import { orderChanges } from '@waybill/contracts/names';
import { commitTable } from '@waybill/contracts/resources';
import { Aggregate } from '@waybill/runtime/aggregate';
import { toItem } from '@waybill/runtime/commit-item';
import { createProjector } from '@waybill/runtime/projector';
import type { ChangeRecord } from '@waybill/runtime/stream/change-record';
import { deterministicRandom, shuffled } from '@waybill/testing/deterministic-random';
import { MemoryEventStore } from '@waybill/testing/memory-event-store';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import type { Commit } from '@waybill/kernel/commit';
import fc from 'fast-check';
import { orderContracts } from '../domain/order-facts.ts';
import { order, type OrderCommand } from '../domain/order.ts';
import { tables } from '../resources.ts';
import { orderSummary, type OrderSummary } from './order-summary.ts';

const orderIds = ['ord-1', 'ord-2', 'ord-3'];
const commitsTable = commitTable('order-commits', orderChanges).name;

const item = fc.record({
  productId: fc.constantFrom('LAMP', 'lamp', 'SHADE'),
  quantity: fc.integer({ min: 1, max: 5 }),
  unitPrice: fc.nat(1_000),
});
type Make = (details: { orderId: string; customerId: string; currency: string }) => OrderCommand;
const command: fc.Arbitrary<Make> = fc.oneof(
  fc.constant<Make>((details) => ({ type: 'create', ...details })),
  fc
    .tuple(item, fc.uuid())
    .map(([added, lineId]): Make => () => ({ type: 'add-item', lineId, item: added })),
  item.map((placed): Make => (details) => ({ type: 'place', ...details, items: [placed] })),
  fc
    .constantFrom<OrderCommand>(
      { type: 'remove-item', productId: 'LAMP' },
      { type: 'check-out' },
      { type: 'confirm' },
      { type: 'ship', trackingNumber: 'T-1' },
      { type: 'cancel', reason: 'changed-my-mind' },
    )
    .map(
      (each): Make =>
        () =>
          each,
    ),
);
const step = fc.record({ orderId: fc.constantFrom(...orderIds), command });

/** The commits of some orders, as the real decider makes them. What it refuses is not done. */
async function historyOf(steps: readonly { orderId: string; command: Make }[]) {
  const platform = createMemoryPlatform();
  const store = new MemoryEventStore({ table: commitsTable });
  const orders = new Aggregate(platform, { decider: order, store, contracts: orderContracts });
  for (const { orderId, command: make } of steps) {
    platform.advance(1_000);
    const details = { orderId, customerId: 'cust-1', currency: 'GBP' };
    await orders.execute(orderId, make(details)).catch(() => undefined);
  }
  return store;
}

/** The rows after the changes came in these batches. */
async function rowsAfter(
  store: MemoryEventStore,
  batches: readonly (readonly Commit[])[],
): Promise<OrderSummary[]> {
  const definition = tables.find(({ name }) => name === orderSummary.table);
  if (!definition) throw new Error('the read model has no table');
  const table = new MemoryTable<OrderSummary>(definition);
  const project = createProjector(createMemoryPlatform(), orderSummary, { table, store });
  for (const batch of batches) await project(batch.map(changeOf));
  return table.items().sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
}

function changeOf(commit: Commit): ChangeRecord {
  return { table: commitsTable, event: 'INSERT', newImage: { ...toItem(commit) } };
}

/** The commits in any order, in batches of any size, and some of them again and again. */
function disordered(commits: readonly Commit[], random: () => number): Commit[][] {
  const repeated = commits.filter(() => random() < 0.5);
  const all = shuffled([...commits, ...repeated, ...repeated], random);
  const batches: Commit[][] = [];
  while (all.length > 0) batches.push(all.splice(0, 1 + Math.floor(random() * 5)));
  return batches;
}

describe('the summaries of orders', () => {
  it('are the same for shuffled and repeated commits as for ordered ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 25 }),
        fc.nat(),
        async (steps, seed) => {
          const store = await historyOf(steps);
          const ordered = await rowsAfter(
            store,
            store.commits.map((commit) => [commit]),
          );
          const batches = disordered(store.commits, deterministicRandom(seed));
          expect(await rowsAfter(store, batches)).toEqual(ordered);
        },
      ),
    );
  });

  it('show every order’s last commit, although the feed lost all before it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const store = await historyOf(steps);
        const last = new Map(store.commits.map((commit) => [commit.aggregateId, commit]));
        const rows = await rowsAfter(store, [[...last.values()]]);
        expect(rows.map(({ orderId, version }) => [orderId, version])).toEqual(
          [...last.values()].map(({ aggregateId, version }) => [aggregateId, version]).sort(),
        );
      }),
      { numRuns: 50 },
    );
  });
});
