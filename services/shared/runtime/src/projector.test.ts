import type { Entry } from '@waybill/contracts/contract';
import type { TableDefinition } from '@waybill/contracts/resources';
import type { Commit } from '@waybill/kernel/commit';
import { projection } from '@waybill/kernel/projection';
import { Unavailable } from '@waybill/kernel/failure';
import { deterministicRandom, shuffled } from '@waybill/testing/deterministic-random';
import { MemoryEventStore } from '@waybill/testing/memory-event-store';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { heard } from '@waybill/testing/three-step-saga';
import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import fc from 'fast-check';
import { toItem } from './commit-item.ts';
import { createProjector } from './projector.ts';
import type { ChangeRecord } from './stream/change-record.ts';

interface Trail {
  readonly orderId: string;
  readonly version: number;
  /** Every fact that was applied: shows what was left out, doubled or out of order. */
  readonly trail: readonly string[];
}

const trails = projection<Trail>('trails', 'orderId')
  .on(OrderPlaced, (row: Trail | undefined, { orderId }, { version }) => ({
    ...row,
    orderId,
    version,
    trail: [...(row?.trail ?? []), `placed ${version}`],
  }))
  .on(OrderShipped, (row, _, { version }) => ({
    ...row,
    trail: [...row.trail, `shipped ${version}`],
  }))
  .on(OrderCancelled, (row, _, { version }) => ({
    ...row,
    trail: [...row.trail, `cancelled ${version}`],
  }));

const table: TableDefinition = { name: 'trails', partitionKey: 'orderId' };

const commitOf = (orderId: string, version: number, entries: readonly Entry[]): Commit => ({
  aggregateId: orderId,
  version,
  commitId: `${orderId}/${version}`,
  entries: entries.map((entry) => ({ ...entry, data: { ...(entry.data as object), orderId } })),
  committedAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'c',
});

const changeOf = (commit: Commit): ChangeRecord => ({
  table: 'test-order-commits',
  event: 'INSERT',
  newImage: { ...toItem(commit) },
});

/** The history of an order: a first commit that places it, and others that say anything. */
const history = fc.array(
  fc.array(fc.constantFrom(heard.shipped, heard.cancelled, heard.paid), { maxLength: 3 }),
  { maxLength: 8 },
);
const histories = fc
  .array(history, { minLength: 1, maxLength: 4 })
  .map((orders) =>
    orders.map((rest, i) =>
      [[heard.placed], ...rest].map((entries, at) => commitOf(`ord-${i}`, at + 1, entries)),
    ),
  );

function inOrder(orders: readonly (readonly Commit[])[]): (Trail | undefined)[] {
  return orders.map((commits) => {
    const row = commits.reduce<Trail | undefined>((r, c) => trails.apply(r, c), undefined);
    return row && { ...row, version: commits.length };
  });
}

async function projecting(orders: readonly (readonly Commit[])[] = []) {
  const store = new MemoryEventStore();
  for (const commit of orders.flat()) await store.append(commit);
  const rows = new MemoryTable<Trail>(table, { random: deterministicRandom(5), chance: 0.3 });
  const pod = () => createProjector(createMemoryPlatform(), trails, { table: rows, store });
  const sorted = () => rows.items().sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  return { store, rows, pod, sorted };
}

/** Every change, some twice, shuffled, in batches. */
function disordered(orders: readonly (readonly Commit[])[], random: () => number) {
  const changes = orders.flat().map(changeOf);
  const told = shuffled([...changes, ...changes.filter(() => random() < 0.5)], random);
  const batches: ChangeRecord[][] = [];
  while (told.length > 0) batches.push(told.splice(0, 1 + Math.floor(random() * 4)));
  return batches;
}

describe('a projection', () => {
  it('that is told everything shuffled and repeated is the ordered fold', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer(), async (orders, seed) => {
        const { pod, sorted } = await projecting(orders);
        const handle = pod();
        for (const batch of disordered(orders, deterministicRandom(seed))) await handle(batch);
        expect(sorted()).toEqual(inOrder(orders));
      }),
    );
  });

  it('that many pods work on at once is the ordered fold', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer(), async (orders, seed) => {
        const { pod, sorted } = await projecting(orders);
        const batches = disordered(orders, deterministicRandom(seed));
        await Promise.all(batches.slice(0, 6).map((batch) => pod()(batch)));
        await Promise.all(batches.slice(6).map((batch) => pod()(batch)));
        expect(sorted()).toEqual(inOrder(orders));
      }),
    );
  });

  it('keeps up with commits that are made meanwhile', async () => {
    const orders = ['ord-a', 'ord-b'].map((orderId) =>
      [heard.placed, heard.paid, heard.shipped, heard.cancelled, heard.shipped].map((entry, i) =>
        commitOf(orderId, i + 1, [entry]),
      ),
    );
    const { store, pod, sorted } = await projecting();
    const feed = store.feed(pod(), { random: deterministicRandom(3), repeat: 0.3 });
    for (const commit of orders.flat()) await store.append(commit);
    await feed.settled();
    expect(sorted()).toEqual(inOrder(orders));
  });
});

describe('projecting', () => {
  const placed = commitOf('ord-1', 1, [heard.placed]);
  const shipped = commitOf('ord-1', 2, [heard.shipped]);

  it('fills a gap by reading the commits', async () => {
    const { pod, sorted } = await projecting([[placed, shipped]]);
    await pod()([changeOf(shipped)]);
    expect(sorted()).toMatchObject([{ version: 2, trail: ['placed 1', 'shipped 2'] }]);
  });

  it('reads neither row nor commits for a first commit', async () => {
    const { store, rows, pod } = await projecting([[placed]]);
    const reads = [jest.spyOn(store, 'read'), jest.spyOn(rows, 'get')];
    await pod()([changeOf(placed)]);
    reads.forEach((read) => expect(read).not.toHaveBeenCalled());
  });

  it('reads no commits where none is missing', async () => {
    const { store, pod, sorted } = await projecting([[placed, shipped]]);
    const read = jest.spyOn(store, 'read');
    await pod()([changeOf(placed)]);
    await pod()([changeOf(shipped)]);
    expect(read).not.toHaveBeenCalled();
    expect(sorted()).toMatchObject([{ version: 2 }]);
  });

  it('follows the version also of commits that change nothing in the row', async () => {
    const paid = commitOf('ord-1', 2, [heard.paid]);
    const { pod, sorted } = await projecting([[placed, paid]]);
    await pod()([changeOf(placed), changeOf(paid)]);
    expect(sorted()).toMatchObject([{ version: 2, trail: ['placed 1'] }]);
  });

  it('makes no row of an aggregate that says nothing of interest', async () => {
    const { pod, sorted } = await projecting([[commitOf('ord-1', 1, [heard.paid])]]);
    await pod()([changeOf(commitOf('ord-1', 1, [heard.paid]))]);
    expect(sorted()).toEqual([]);
  });

  it('leaves alone what is no commit, or is gone', async () => {
    const { pod, sorted } = await projecting();
    const removed = { table: 'test-order-commits', event: 'REMOVE' } as const;
    const other = { ...removed, event: 'MODIFY', newImage: { productId: 'A' } } as const;
    await pod()([removed, other]);
    expect(sorted()).toEqual([]);
  });

  it('says that it is not available when others are always faster', async () => {
    const { rows, pod } = await projecting([[placed]]);
    jest.spyOn(rows, 'put').mockResolvedValue('refused');
    await expect(pod()([changeOf(placed)])).rejects.toThrow(Unavailable);
  });

  it('measures how late a row is', async () => {
    const { store, rows } = await projecting([[placed]]);
    const platform = createMemoryPlatform({ at: '2026-01-01T00:00:02.000Z' });
    await createProjector(platform, trails, { table: rows, store })([changeOf(placed)]);
    const { values } = await platform.metrics.projectionLag.get();
    const sum = values.find(({ metricName }) => metricName?.endsWith('_sum'));
    expect(sum).toMatchObject({ value: 2, labels: { projection: 'trails' } });
  });
});
