import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';
import { orderAnalytics } from '@waybill/contracts/names';
import { OrderConfirmed, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { Unavailable } from '@waybill/kernel/failure';
import { useComponent } from '../../../infra/local/component/component.ts';
import type { OrderRecord } from './domain/order-record.ts';

const analytics = useComponent('analytics', { environment: { SINK_LINGER_MS: '300' } });

const details = { orderId: 'ord-1', customerId: 'cust-1' };
const lamp = { productId: 'LAMP', quantity: 2, unitPrice: 255 };

/** Everything on the stream, of some orders. */
async function records(...orderIds: string[]): Promise<OrderRecord[]> {
  const { aws, name } = analytics.platform;
  const StreamName = name(orderAnalytics);
  const found: OrderRecord[] = [];
  const { Shards = [] } = await aws.kinesis.send(new ListShardsCommand({ StreamName }));
  for (const { ShardId } of Shards) {
    const from = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const };
    const { ShardIterator } = await aws.kinesis.send(new GetShardIteratorCommand(from));
    const { Records = [] } = await aws.kinesis.send(new GetRecordsCommand({ ShardIterator }));
    found.push(
      ...Records.map(({ Data = [] }) => JSON.parse(Buffer.from(Data).toString()) as OrderRecord),
    );
  }
  return found.filter(({ orderId }) => orderIds.includes(orderId));
}

const confirmedOf = (orderIds: readonly string[]) =>
  orderIds.map((orderId) => OrderConfirmed({ orderId, customerId: 'cust-1' }));

describe('the records of events', () => {
  it('are flat', async () => {
    const about = { eventId: 'ord-1/1.0', occurredAt: '2026-01-01T00:00:00.000Z' };
    const data = { ...details, currency: 'GBP', items: [lamp], total: 510 };
    await analytics.hears(OrderPlaced(data), about);
    await analytics.settled();
    expect(await records('ord-1')).toEqual([
      {
        ...details,
        ...{ eventType: 'OrderPlaced', total: 510, currency: 'GBP', itemCount: 1 },
        ...{ timestamp: about.occurredAt, source: 'order-service', eventId: 'ord-1/1.0' },
        ...{ items: JSON.stringify([lamp]), productId: null },
      },
    ]);
  });

  it('are put together by few calls', async () => {
    const orderIds = Array.from({ length: 60 }, (_, i) => `ord-batch${i}`);
    const calls = await analytics.callsDuring(() => analytics.hasHeard(...confirmedOf(orderIds)));
    expect(await records(...orderIds)).toHaveLength(60);
    expect(calls.PutRecords).toBeLessThanOrEqual(8);
  });

  it('are put again if they alone were refused', async () => {
    const before = await analytics.metric('waybill_stream_records_total', { outcome: 'refused' });
    let calls = 0;
    const sent: number[] = [];
    analytics.intercept(async ({ operation, input }, next) => {
      if (operation !== 'PutRecords') return next();
      calls += 1;
      const given = input.Records as object[];
      sent.push(given.length);
      if (calls > 1) return next();
      // Of the first call, every second one is throttled: the others go in.
      const kept = given.filter((_, i) => i % 2 === 0);
      (input as { Records: object[] }).Records = kept;
      const answer = (await next()) as { output: { Records: object[] } };
      (input as { Records: object[] }).Records = given;
      const throttled = { ErrorCode: 'ProvisionedThroughputExceededException' };
      const { Records } = answer.output;
      answer.output.Records = given.map((_, i) => (i % 2 === 0 ? Records[i / 2] : throttled) ?? {});
      return answer;
    });
    const orderIds = Array.from({ length: 20 }, (_, i) => `ord-throttled${i}`);
    await analytics.hasHeard(...confirmedOf(orderIds));
    const all = await records(...orderIds);
    expect(all.map(({ orderId }) => orderId).sort()).toEqual(orderIds.toSorted());
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(20 + Math.floor((sent[0] ?? 0) / 2));
    const refused = await analytics.metric('waybill_stream_records_total', { outcome: 'refused' });
    expect(refused - before).toBe(Math.floor((sent[0] ?? 0) / 2));
  });

  it('keep their messages while Kinesis is away', async () => {
    let isAway = true;
    analytics.intercept(({ operation }, next) => {
      if (operation !== 'PutRecords' || !isAway) return next();
      isAway = false;
      return Promise.reject(new Unavailable('Kinesis is away'));
    });
    const data = { ...details, orderId: 'ord-away', currency: 'GBP', total: 1 };
    await analytics.hasHeard(OrderShipped({ ...data, trackingNumber: 'T-1' }));
    expect(await records('ord-away')).toHaveLength(1);
    expect(await analytics.deadLetters()).toEqual([]);
    const unavailable = { type: 'OrderShipped', outcome: 'unavailable' };
    expect(await analytics.metric('waybill_messages_total', unavailable)).toBe(1);
  });
});
