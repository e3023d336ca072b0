import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { Unavailable } from '@waybill/kernel/failure';
import { deterministicRandom, shuffled } from '@waybill/testing/deterministic-random';
import type { Faults } from '@waybill/testing/memory-event-store';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { MemoryTransactions } from '@waybill/testing/memory-transactions';
import fc from 'fast-check';
import { Bookkeeper } from './bookkeeper.ts';
import { bucketOf } from './domain/duration-sketch.ts';
import { recordOf, type OrderData, type OrderRecord } from './domain/order-record.ts';
import { analyticsTable } from './resources.ts';

interface Story {
  readonly currency: string;
  readonly placedAtMs: number;
  readonly items: { productId: string; quantity: number; unitPrice: number }[];
  readonly end: 'open' | 'shipped' | 'cancelled';
  readonly tookMs: number;
}

const start = Date.parse('2026-12-31T23:58:00.000Z');
const line = fc.record({
  productId: fc.constantFrom('LAMP', 'lamp', 'SHADE'),
  quantity: fc.integer({ min: 1, max: 9 }),
  unitPrice: fc.nat(1_000),
});
/** Now and then more products than fit into a transaction. */
const manyLines = fc.integer({ min: 91, max: 250 }).map((products) =>
  Array.from({ length: products }, (_, i) => ({
    productId: `P${i}`,
    quantity: 1 + (i % 3),
    unitPrice: i,
  })),
);
const story: fc.Arbitrary<Story> = fc.record({
  currency: fc.constantFrom('GBP', 'EUR'),
  placedAtMs: fc.nat(240_000).map((ms) => start + ms),
  items: fc.oneof(
    { weight: 9, arbitrary: fc.array(line, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: manyLines },
  ),
  end: fc.constantFrom('open', 'shipped', 'cancelled'),
  // Clocks differ: a shipment may seem to come first.
  tookMs: fc.integer({ min: -10_000, max: 200_000 }),
});

const totalOf = ({ items }: Story): number =>
  items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);

/** What an order says. */
function recordsOf(told: Story, n: number): OrderRecord[] {
  const { currency, items, placedAtMs, tookMs, end } = told;
  const order = { orderId: `ord-${n}`, customerId: 'cust-1' };
  const say = (type: string, atMs: number, version: number, data: Partial<OrderData>) => {
    const metadata = {
      eventId: `ord-${n}/${version}.0`,
      occurredAt: new Date(atMs).toISOString(),
    };
    return recordOf({ type, source: 'order-service' }, { ...order, ...data }, metadata);
  };
  const total = totalOf(told);
  const placed = say(OrderPlaced.type, placedAtMs, 1, { currency, items, total });
  const endedAtMs = placedAtMs + tookMs;
  if (end === 'open') return [placed];
  if (end === 'shipped') {
    return [placed, say(OrderShipped.type, endedAtMs, 2, { currency, total })];
  }
  return [placed, say(OrderCancelled.type, endedAtMs, 2, {})];
}

/** The figures as a plain fold gives them. */
function plainly(stories: readonly Story[]): Record<string, number> {
  const sums: Record<string, number> = {};
  const count = (atMs: number, currency: string, name: string, n: number) => {
    const at = new Date(atMs).toISOString();
    const minute = `minutes#${at.slice(0, 10)} ${at.slice(11, 16)}#${currency} ${name}`;
    const day = `days#${at.slice(0, 4)} ${at.slice(0, 10)}#${currency} ${name}`;
    for (const key of [minute, day]) sums[key] = (sums[key] ?? 0) + n;
  };
  for (const each of stories) {
    const { currency, placedAtMs, tookMs, end, items } = each;
    const endedAtMs = placedAtMs + tookMs;
    count(placedAtMs, currency, 'orders', 1);
    count(placedAtMs, currency, 'revenue', totalOf(each));
    if (end === 'shipped') {
      count(placedAtMs, currency, 'shippedOfThese', 1);
      count(endedAtMs, currency, 'shipped', 1);
      count(endedAtMs, currency, `took-${bucketOf(tookMs)}`, 1);
    }
    if (end === 'cancelled') {
      count(placedAtMs, currency, 'cancelledOfThese', 1);
      count(endedAtMs, currency, 'cancelled', 1);
      count(endedAtMs, currency, 'cancelledRevenue', totalOf(each));
    }
    const day = new Date(placedAtMs).toISOString().slice(0, 10);
    for (const { productId, quantity, unitPrice } of items) {
      const sold = `sales#${day} ${currency}#${productId}`;
      sums[`${sold} quantity`] = (sums[`${sold} quantity`] ?? 0) + quantity;
      sums[`${sold} revenue`] = (sums[`${sold} revenue`] ?? 0) + quantity * unitPrice;
    }
  }
  return nonZero(sums);
}

const nonZero = (sums: Record<string, number>) =>
  Object.fromEntries(Object.entries(sums).filter(([, n]) => n !== 0));

/** A table, and pods that keep its figures. */
function world(faults?: Faults) {
  const table = new MemoryTable<Record<string, string | number>>(analyticsTable);
  const transactions = new MemoryTransactions([table], faults);
  return {
    transactions,
    pod: () =>
      new Bookkeeper(createMemoryPlatform(), { orders: table as MemoryTable<never>, transactions }),
    figures: () => {
      const rows = table.items().filter(({ entry }) => entry !== 'order');
      const amounts = rows.flatMap(({ partition, entry, ...named }) =>
        Object.entries(named).map(([name, n]) => [`${partition} ${entry} ${name}`, n] as const),
      );
      return nonZero(Object.fromEntries(amounts) as Record<string, number>);
    },
  };
}

/** The records in any order, some of them again, in batches of any size. */
function disordered(records: readonly OrderRecord[], random: () => number): OrderRecord[][] {
  const repeated = records.filter(() => random() < 0.4);
  const left = shuffled([...records, ...repeated, ...repeated], random);
  const batches: OrderRecord[][] = [];
  while (left.length > 0) batches.push(left.splice(0, 1 + Math.floor(random() * 12)));
  return batches;
}

/** As the stream does: what was unavailable is given again, whole, to this pod or to the one after it. */
async function persistently(pod: Bookkeeper, batch: readonly OrderRecord[]): Promise<void> {
  for (;;) {
    try {
      await pod.book(batch);
      return;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}

const stories = fc.array(story, { minLength: 1, maxLength: 12 });

describe('the figures', () => {
  it('are those of a plain fold, however the records are shuffled, repeated and batched', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.nat(), async (told, seed) => {
        const all = world();
        const batches = disordered(told.flatMap(recordsOf), deterministicRandom(seed));
        for (const batch of batches) await all.pod().book(batch);
        expect(all.figures()).toEqual(plainly(told));
      }),
    );
  });

  it('are so with several pods at once, over transactions that fail, and whose replies are lost', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.nat(), async (told, seed) => {
        const random = deterministicRandom(seed);
        const all = world({ random, lostReply: 0.2, unavailable: 0.2 });
        const records = told.flatMap(recordsOf);
        // Every pod is told everything, as if the stream had been split while all of it was sent again.
        const shares = [1, 2, 3].map(() => disordered(records, random));
        await Promise.all(
          shares.map(async (batches) => {
            const pod = all.pod();
            for (const batch of batches) await persistently(pod, batch);
          }),
        );
        expect(all.figures()).toEqual(plainly(told));
      }),
    );
  });

  it('are so when a pod dies after any transaction, before it could say how far it was', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.nat(60), fc.nat(), async (told, lives, seed) => {
        const all = world();
        const { transactions } = all;
        const batches = disordered(told.flatMap(recordsOf), deterministicRandom(seed));
        // What it had read before it died is read again from the first record.
        const dying = all.pod();
        const write = transactions.write.bind(transactions);
        transactions.write = (writes) =>
          transactions.stored >= lives ? Promise.reject(new Error('killed')) : write(writes);
        for (const batch of batches) await dying.book(batch).catch(() => undefined);
        transactions.write = write;
        for (const batch of batches) await all.pod().book(batch);
        expect(all.figures()).toEqual(plainly(told));
      }),
    );
  });

  it('cost nothing but a read when everything is known', async () => {
    const told: Story = {
      ...{ currency: 'GBP', placedAtMs: start, end: 'shipped', tookMs: 60_000 },
      items: [{ productId: 'LAMP', quantity: 1, unitPrice: 5 }],
    };
    const all = world();
    await all.pod().book(recordsOf(told, 1));
    await all.pod().book([...recordsOf(told, 1), ...recordsOf(told, 1)]);
    expect(all.transactions.stored).toBe(1);
  });
});
