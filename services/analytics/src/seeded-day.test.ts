import { SplitShardCommand, ListShardsCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { orderAnalytics } from '@waybill/contracts/names';
import { OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { Unavailable } from '@waybill/kernel/failure';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createDynamoTransactions } from '@waybill/runtime/dynamo-transactions';
import { createRecordStream } from '@waybill/runtime/stream/change-stream';
import { leasesTable, type Lease } from '@waybill/runtime/stream/lease';
import { deterministicRandom, shuffled } from '@waybill/testing/deterministic-random';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { dayOf } from '../../../infra/local/load/day.ts';
import { seededRows } from '../../../infra/local/load/seeded-day.ts';
import { Bookkeeper } from './bookkeeper.ts';
import { recordOf, type OrderRecord } from './domain/order-record.ts';
import { orderRecords } from './order-records.ts';
import type { OrderRow } from './order-row.ts';

/** Its own workers stay idle: the tests put the records, and run pods that can be killed. */
const analytics = useComponent('analytics', { isIdle: true });

const { invoices } = dayOf('made', seededRows(11));
const openedMs = Date.parse('2010-12-01T08:00:00.000Z');
const minuteOf = (n: number) => n * 4;
const tookMinutes = (n: number) => 1 + (n % 90);

const records: OrderRecord[] = invoices.flatMap(({ items, total }, n) => {
  const order = { orderId: `ord-${n}`, customerId: 'cust-1', currency: 'GBP', total };
  const say = ({ type }: { type: string }, minute: number, version: number, data: object) =>
    recordOf(
      { type, source: 'order-service' },
      { ...order, ...data },
      {
        eventId: `ord-${n}/${version}.0`,
        occurredAt: new Date(openedMs + minute * 60_000).toISOString(),
      },
    );
  return [
    say(OrderPlaced, minuteOf(n), 1, { items }),
    ...(n % 3 === 0 ? [] : [say(OrderShipped, minuteOf(n) + tookMinutes(n), 2, {})]),
  ];
});

const sumBy = (of: (invoice: (typeof invoices)[number]) => number) =>
  invoices.reduce((sum, invoice) => sum + of(invoice), 0);
const shipped = invoices.filter((_, n) => n % 3 !== 0).length;

async function put(some: readonly OrderRecord[]): Promise<void> {
  const { aws, name } = analytics.platform;
  for (let at = 0; at < some.length; at += 100) {
    const Records = some.slice(at, at + 100).map((record) => ({
      PartitionKey: record.orderId,
      Data: Buffer.from(JSON.stringify(record)),
    }));
    await aws.kinesis.send(new PutRecordsCommand({ StreamName: name(orderAnalytics), Records }));
  }
}

function pod(batchSize: number) {
  const { platform } = analytics;
  const bookkeeper = new Bookkeeper(platform, {
    orders: createDynamoTable<OrderRow>(platform, 'analytics'),
    transactions: createDynamoTransactions(platform),
  });
  const made = createRecordStream(platform, {
    ...{ application: 'analytics', stream: orderAnalytics, format: orderRecords },
    leases: createDynamoTable<Lease>(platform, leasesTable),
    handle: (batch) => bookkeeper.book(batch),
    ...{ pollMs: 20, discoverMs: 100, leaseMs: 600, batchSize, maximumBatchingWindowMs: 0 },
    ...{ parallelizationFactor: 2, maximumRetryAttempts: 3, bisectBatchOnError: true },
  });
  made.start();
  return made;
}

async function split(): Promise<void> {
  const { aws, name } = analytics.platform;
  const StreamName = name(orderAnalytics);
  const { Shards: [shard] = [] } = await aws.kinesis.send(new ListShardsCommand({ StreamName }));
  const NewStartingHashKey = String(2n ** 127n);
  const ShardToSplit = shard?.ShardId;
  await aws.kinesis.send(new SplitShardCommand({ StreamName, ShardToSplit, NewStartingHashKey }));
}

const get = async (path: string): Promise<unknown> =>
  (await (await analytics.client('mia', 'staff')).get(path)).body;

describe('the figures of a made day', () => {
  it('equal the sums of its rows, through duplicates, a split, conflicts, lost replies and a killed pod', async () => {
    const random = deterministicRandom(5);
    const told = shuffled([...records, ...records.filter(() => random() < 0.3)], random);
    let conflicts = 0;
    analytics.intercept(async ({ operation }, next) => {
      if (operation !== 'TransactWriteItems' && operation !== 'TransactWrite') return next();
      if (random() < 0.2) {
        conflicts += 1;
        throw new TransactionCanceledException({
          message: 'cancelled',
          $metadata: {},
          CancellationReasons: [{ Code: 'TransactionConflict' }],
        });
      }
      const answer = await next();
      if (random() < 0.2) throw new Unavailable('the reply is lost');
      return answer;
    });
    await put(told.slice(0, 120));
    const first = pod(7);
    const second = pod(20);
    await soon(async () => {
      const day = (await get('/analytics/summary?from=2010-12-01&to=2010-12-01&by=day')) as {
        currencies: { orders: number }[];
      };
      expect(day.currencies[0]?.orders).toBeGreaterThan(5);
    });
    await first.kill();
    await split();
    await put(told.slice(120));
    // Everything that is sent again now lies on other shards than what it repeats.
    await put(shuffled(records, random));
    const third = pod(50);
    await soon(async () => {
      const day = await get('/analytics/summary?from=2010-12-01&to=2010-12-01&by=day');
      expect(day).toMatchObject({
        currencies: [
          {
            currency: 'GBP',
            orders: invoices.length,
            revenue: sumBy(({ total }) => total),
            shipped,
            conversion: { shipped, cancelled: 0, open: invoices.length - shipped },
            placedToShipped: { count: shipped },
          },
        ],
      });
    }, 40_000);
    await Promise.all([second.stop(), third.stop()]);
    expect(conflicts).toBeGreaterThan(0);
    expect(await analytics.metric('waybill_transaction_conflicts_total')).toBe(conflicts);
    expect(await analytics.metric('waybill_stream_parked_total')).toBe(0);
    expect(
      await analytics.metric('waybill_projection_lag_seconds', { projection: 'analytics' }),
    ).toBeGreaterThanOrEqual(records.length);
  }, 90_000);

  it('are right in every minute', async () => {
    const day = (await get('/analytics/summary?from=2010-12-01&to=2010-12-01')) as {
      currencies: { series: { at: string; orders: number; revenue: number }[] }[];
    };
    const series = day.currencies[0]?.series.filter(({ orders }) => orders > 0) ?? [];
    expect(series.map(({ at, orders, revenue }) => [at, orders, revenue])).toEqual(
      invoices.map(({ total }, n) => [
        new Date(openedMs + minuteOf(n) * 60_000).toISOString(),
        1,
        total,
      ]),
    );
  });

  it('know the median and the p95 to 2 %', async () => {
    const day = (await get('/analytics/summary?from=2010-12-01&to=2010-12-01&by=day')) as {
      currencies: { placedToShipped: { medianMs: number; p95Ms: number } }[];
    };
    const took = invoices.flatMap((_, n) => (n % 3 === 0 ? [] : [tookMinutes(n) * 60_000]));
    const sorted = took.sort((a, b) => a - b);
    const exact = (q: number) => sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
    const { medianMs = 0, p95Ms = 0 } = day.currencies[0]?.placedToShipped ?? {};
    expect(Math.abs(medianMs - exact(0.5))).toBeLessThanOrEqual(0.02 * exact(0.5));
    expect(Math.abs(p95Ms - exact(0.95))).toBeLessThanOrEqual(0.02 * exact(0.95));
  });

  it('rank every product as its rows do', async () => {
    const top = await get('/analytics/top-products?from=2010-12-01&to=2010-12-01&limit=1000');
    const sold = new Map<string, { quantity: number; revenue: number }>();
    for (const { productId, quantity, unitPrice } of invoices.flatMap(({ items }) => items)) {
      const sum = sold.get(productId) ?? { quantity: 0, revenue: 0 };
      const revenue = sum.revenue + quantity * unitPrice;
      sold.set(productId, { quantity: sum.quantity + quantity, revenue });
    }
    const ranked = [...sold]
      .map(([productId, sums]) => ({ productId, ...sums }))
      .sort((a, b) => b.quantity - a.quantity || (a.productId < b.productId ? -1 : 1));
    expect(top).toMatchObject({
      currencies: [{ currency: 'GBP', products: ranked.slice(0, 1_000) }],
    });
  });
});
