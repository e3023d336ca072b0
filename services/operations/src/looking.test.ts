import { DeleteQueueCommand, GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { InventoryReserved } from '@waybill/contracts/inventory-events';
import { OrderPlaced } from '@waybill/contracts/order-events';
import { AttentionNeeded, SagaAwaits, SagaEnded, SagaStarted } from '@waybill/kernel/saga-facts';
import { attentionOf, deadlineOf, type Deadline } from '@waybill/runtime/deadlines';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import type { Entry } from '@waybill/contracts/contract';
import { eventually } from '../../../infra/local/scenario/eventually.ts';
import { createSagaWatch } from './saga-watch.ts';
import { useComponent } from '../../../infra/local/component/component.ts';

const operations = useComponent('operations', { environment: { QUEUE_MEASURE_MS: '1' } });
const staff = () => operations.client('anna', 'staff');
const get = async <T>(path: string): Promise<T> => {
  const response = await (await staff()).get(path);
  expect([response.status, response.body]).toEqual([200, expect.anything()]);
  return response.body as T;
};

/** Commits entries as a service would. */
async function commit(table: string, aggregateId: string, version: number, ...entries: Entry[]) {
  await createDynamoEventStore(operations.platform, table).append({
    ...{ aggregateId, version, entries, commitId: `${aggregateId}/${version}` },
    ...{ committedAt: new Date(1_000 * version).toISOString(), correlationId: 'c-1' },
  });
}

describe('operations', () => {
  it.each(['/queues', '/flow', '/sagas', '/orders/ord-1/history'])(
    'shows %s to staff alone',
    async (path) => {
      const statuses = [await operations.client(), await operations.client('cust-1')].map(
        async (client) => (await client.get(`/operations${path}`)).status,
      );
      expect(await Promise.all(statuses)).toEqual([401, 403]);
    },
  );
});

interface Queues {
  readonly queues: readonly {
    queue: string;
    kind: string;
    visible?: number;
    isUnknown?: boolean;
  }[];
}

describe('the queues', () => {
  const urlOf = async (queue: string) => {
    const { aws, name } = operations.platform;
    return (await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }))).QueueUrl;
  };
  const find = ({ queues }: Queues, queue: string) => queues.find((each) => each.queue === queue);

  it('are measured, for people and for Prometheus', async () => {
    const { aws } = operations.platform;
    const letter = { QueueUrl: await urlOf('orders-dlq'), MessageBody: '{}' };
    await aws.sqs.send(new SendMessageCommand(letter));
    const measured = await get<Queues>('/operations/queues');
    expect(find(measured, 'orders-dlq')).toMatchObject({ kind: 'dead-letters', visible: 1 });
    expect(find(measured, 'orders')).toMatchObject({ kind: 'inbox', visible: 0 });
    expect(find(measured, 'relay-stream-dlq')).toMatchObject({ kind: 'stream-dead-letters' });
    const text = await operations.platform.metrics.registry.metrics();
    expect(text).toMatch(
      /waybill_queue_messages\{queue="orders-dlq",kind="dead-letters",state="visible",service="operations"\} 1/,
    );
    expect(text).toMatch(/waybill_queues_measured_timestamp_seconds\S* 1\d+/);
  });

  it('that are gone are unknown, and hide no other', async () => {
    await operations.platform.aws.sqs.send(
      new DeleteQueueCommand({ QueueUrl: await urlOf('shipping') }),
    );
    const measured = await get<Queues>('/operations/queues');
    expect(find(measured, 'shipping')).toMatchObject({ isUnknown: true });
    expect(find(measured, 'payments')).toMatchObject({ visible: 0 });
    const text = await operations.platform.metrics.registry.metrics();
    expect(text).not.toMatch(/queue="shipping",/);
  });
});

describe('the flow', () => {
  it('cannot be read where nothing answers', async () => {
    // A component has no metrics of its own at the edge.
    const { status } = await (await staff()).get('/operations/flow');
    expect(status).toBe(503);
  });
});

describe('the sagas under way', () => {
  const started = SagaStarted({ definitionVersion: 1, data: {} });
  const awaits = SagaAwaits({
    ...{ what: 'step', step: 'payment', attempt: 1 },
    ...{ dueAt: '2030-01-01T00:00:00.000Z', wakeAt: '2030-01-01T00:00:00.000Z' },
  });

  it('are listed with what they wait for, until they end', async () => {
    const deadlines = createDynamoTable<Deadline>(operations.platform, 'deadlines');
    for (const id of ['saga-ord-1', 'saga-ord-2']) {
      await commit('fulfilment-commits', id, 1, started, awaits);
      await deadlines.put(deadlineOf(id, '2030-01-01T00:00:00.000Z'));
    }
    const orders = async () =>
      (await get<{ sagas: { orderId: string }[] }>('/operations/sagas')).sagas;
    expect(await orders()).toEqual([
      expect.objectContaining({ orderId: 'ord-1', status: 'running', step: 'payment' }),
      expect.objectContaining({ orderId: 'ord-2', startedAt: '1970-01-01T00:00:01.000Z' }),
    ]);
    await commit('fulfilment-commits', 'saga-ord-1', 2, SagaEnded({ outcome: 'completed' }));
    expect((await orders()).map(({ orderId }) => orderId)).toEqual(['ord-2']);
  });
});

describe('the sagas that need attention', () => {
  it('come first, though nothing wakes them any more, until they end', async () => {
    const deadlines = createDynamoTable<Deadline>(operations.platform, 'deadlines');
    const wakeAt = '2030-01-01T00:00:00.000Z';
    const undo = { what: 'undo', step: 'payment', attempt: 3, dueAt: wakeAt } as const;
    const stuck = SagaStarted({ definitionVersion: 1, data: {} });
    await commit('fulfilment-commits', 'saga-ord-7', 1, stuck, SagaAwaits({ ...undo, wakeAt }));
    await deadlines.put(deadlineOf('saga-ord-7', wakeAt));
    await commit('fulfilment-commits', 'saga-ord-8', 3, stuck, SagaAwaits(undo));
    await commit('fulfilment-commits', 'saga-ord-8', 4, AttentionNeeded({ reason: 'no answer' }));
    await deadlines.put(attentionOf('saga-ord-8'));
    const sagas = async () => (await get<{ sagas: object[] }>('/operations/sagas')).sagas;
    expect(await sagas()).toMatchObject([
      { orderId: 'ord-8', status: 'needs-attention', what: 'undo', step: 'payment' },
      { orderId: 'ord-2', status: 'running' },
      { orderId: 'ord-7', status: 'running' },
    ]);
    await commit('fulfilment-commits', 'saga-ord-8', 5, SagaEnded({ outcome: 'cancelled' }));
    expect(await sagas()).toMatchObject([{ orderId: 'ord-2' }, { orderId: 'ord-7' }]);
  });

  it('are counted for Prometheus, and wake-ups that nobody fires too', async () => {
    const deadlines = createDynamoTable<Deadline>(operations.platform, 'deadlines');
    await deadlines.put(attentionOf('saga-ord-20'));
    const hourAgo = new Date(operations.platform.now().getTime() - 3_600_000).toISOString();
    await deadlines.put(deadlineOf('saga-ord-21', hourAgo));
    const measured = async (name: string): Promise<number> => {
      const text = await operations.platform.metrics.registry.metrics();
      return Number(new RegExp(`^${name}\\S* (\\S+)$`, 'm').exec(text)?.[1]);
    };
    const watch = createSagaWatch({ platform: operations.platform, deadlines, everyMs: 1 });
    watch.start();
    await eventually(async () => {
      expect(await measured('waybill_sagas_in_attention')).toBeGreaterThanOrEqual(1);
      expect(await measured('waybill_deadline_lateness_seconds')).toBeGreaterThanOrEqual(3_600);
    });
    await watch.stop();
  });
});

describe('the history of an order', () => {
  it('is told over all services', async () => {
    const items = [{ productId: 'lamp', quantity: 1, unitPrice: 5 }];
    const placed = { orderId: 'ord-9', customerId: 'cust-1', currency: 'GBP', items, total: 5 };
    await commit('order-commits', 'ord-9', 1, OrderPlaced(placed));
    await commit(
      'inventory-commits',
      'reservation-ord-9',
      1,
      InventoryReserved({ orderId: 'ord-9' }),
    );
    const { entries } = await get<{ entries: { service: string; type: string }[] }>(
      '/operations/orders/ord-9/history',
    );
    expect(entries.map(({ service, type }) => `${service} ${type}`).sort()).toEqual([
      'inventory InventoryReserved',
      'orders OrderPlaced',
    ]);
  });

  it.each([
    ['ord-none', 404],
    ['cust-1', 400],
  ])('of %s is a %i', async (orderId, expected) => {
    const { status } = await (await staff()).get(`/operations/orders/${orderId}/history`);
    expect(status).toBe(expected);
  });
});
