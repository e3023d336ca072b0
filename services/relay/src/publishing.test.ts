import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { ReserveInventory } from '@waybill/contracts/commands';
import { privateEvent, type Entry } from '@waybill/contracts/contract';
import type { Envelope } from '@waybill/contracts/envelope';
import { InventoryReleased } from '@waybill/contracts/inventory-events';
import { busName } from '@waybill/contracts/names';
import { OrderPlaced } from '@waybill/contracts/order-events';
import type { Commit } from '@waybill/kernel/commit';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';

const Kept = privateEvent('Kept', 1, {});
const relay = useComponent('relay');

/** A queue that hears everything on the bus. */
const everything = 'everything';
beforeAll(async () => {
  const { aws, name } = relay.platform;
  const EventBusName = name(busName);
  const { QueueUrl } = await aws.sqs.send(new CreateQueueCommand({ QueueName: name(everything) }));
  const { Attributes } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const EventPattern = JSON.stringify({ source: [{ prefix: '' }] });
  await aws.events.send(new PutRuleCommand({ Name: everything, EventBusName, EventPattern }));
  const Targets = [{ Id: 'everything', Arn: Attributes?.QueueArn }];
  await aws.events.send(new PutTargetsCommand({ Rule: everything, EventBusName, Targets }));
});

let made = 0;
function commitOf(entries: readonly Entry[]): Commit {
  const id = (made += 1);
  return {
    aggregateId: `thing-${id}`,
    version: 1,
    commitId: `commit-${id}`,
    committedAt: '2026-01-01T00:00:00.000Z',
    correlationId: `correlation-${id}`,
    entries,
  };
}
const commit = (table: string, ...commits: readonly Commit[]) =>
  Promise.all(commits.map((each) => createDynamoEventStore(relay.platform, table).append(each)));

/** Everything that was ever taken from a queue. */
const taken: string[] = [];

/** Takes from a queue until so many messages of these aggregates have come. */
async function arrived(
  queue: string,
  aggregateIds: readonly string[],
  count = aggregateIds.length,
): Promise<Envelope[]> {
  const found: Envelope[] = [];
  await soon(async () => {
    const bodies = await relay.takes(queue);
    taken.push(...bodies);
    const envelopes = bodies.map((body) => JSON.parse(body) as Envelope);
    found.push(
      ...envelopes.filter(({ detail }) => aggregateIds.includes(detail.metadata.aggregateId)),
    );
    expect(found.length).toBeGreaterThanOrEqual(count);
  });
  return found;
}

const placed = (orderId: string) =>
  OrderPlaced({
    ...{ orderId, customerId: 'cust-1', currency: 'GBP', total: 5 },
    items: [{ productId: 'LAMP', quantity: 1, unitPrice: 5 }],
  });
const reserve = (orderId: string) =>
  ReserveInventory({ orderId, items: [{ productId: 'LAMP', quantity: 1 }] });

describe('the messages of the relay', () => {
  it.each([['order-commits'], ['inventory-commits'], ['product-commits']])(
    'are the events of %s, on the bus',
    async (table) => {
      const made = commitOf([InventoryReleased({ orderId: 'ord-1' })]);
      await commit(table, made);
      const [event] = await arrived(everything, [made.aggregateId]);
      expect(event).toMatchObject({
        source: 'inventory-service',
        'detail-type': 'InventoryReleased',
        detail: {
          orderId: 'ord-1',
          metadata: {
            eventId: `${made.aggregateId}/1.0`,
            schemaVersion: 1,
            aggregateId: made.aggregateId,
            version: 1,
            occurredAt: made.committedAt,
            correlationId: made.correlationId,
          },
        },
      });
    },
  );

  it('reach those who subscribe, and only them', async () => {
    const made = commitOf([placed('ord-2')]);
    await commit('order-commits', made);
    expect(await arrived('notifications', [made.aggregateId])).toHaveLength(1);
    expect(await arrived('fulfilment', [made.aggregateId])).toHaveLength(1);
    const others = (await relay.takes('inventory')).filter((body) => body.includes('ord-2'));
    expect(others).toEqual([]);
  });

  it('are commands to the queue of their owner, and not on the bus', async () => {
    const made = commitOf([Kept({}), reserve('ord-3'), InventoryReleased({ orderId: 'ord-3' })]);
    await commit('fulfilment-commits', made);
    const [command] = await arrived('inventory', [made.aggregateId]);
    expect(command).toMatchObject({
      source: 'saga-orchestrator',
      'detail-type': 'ReserveInventory',
      detail: { orderId: 'ord-3', metadata: { eventId: `${made.aggregateId}/1.1` } },
    });
    const onTheBus = await arrived(everything, [made.aggregateId]);
    expect(onTheBus.map((event) => event['detail-type'])).toEqual(['InventoryReleased']);
  });

  it('tell nothing that is private', async () => {
    const [silent, loud] = [commitOf([Kept({})]), commitOf([Kept({}), placed('ord-4')])];
    await commit('order-commits', silent, loud);
    await arrived(everything, [loud.aggregateId]);
    await arrived('notifications', [loud.aggregateId]);
    const leaks = taken.filter(
      (body) => body.includes('Kept') || body.includes(silent.aggregateId),
    );
    expect(leaks).toEqual([]);
  });

  it('have the same ids when a batch is published again', async () => {
    const made = commitOf([placed('ord-5'), reserve('ord-5')]);
    let isLost = false;
    relay.intercept(async ({ operation }, next) => {
      const answer = await next();
      if (operation !== 'PutEvents' || isLost) return answer;
      isLost = true;
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    });
    await commit('order-commits', made);
    const twice = await arrived(everything, [made.aggregateId], 2);
    const ids = twice.map(({ detail }) => detail.metadata.eventId);
    expect(new Set(ids)).toEqual(new Set([`${made.aggregateId}/1.0`]));
  });
});

describe('the calls of the relay', () => {
  it('are the failed entries of a batch alone, until all are taken', async () => {
    const { aggregateId, ...made } = commitOf(
      ['a', 'b', 'c', 'd'].map((id) => placed(`ord-6${id}`)),
    );
    const sent: string[][] = [];
    relay.intercept(async ({ operation, input }, next) => {
      if (operation !== 'PutEvents') return next();
      const entries = input.Entries as { Detail: string }[];
      sent.push(entries.map(({ Detail }) => eventIdIn(Detail)));
      return sent.length === 1 ? takingAllBut(2, entries, next) : next();
    });
    await commit('order-commits', { aggregateId, ...made });
    const idOf = (index: number) => `${aggregateId}/1.${index}`;
    await soon(() => expect(sent).toEqual([[0, 1, 2, 3].map(idOf), [idOf(2)]]));
    const found = await arrived(everything, [aggregateId], 4);
    expect(found.map(({ detail }) => detail.metadata.eventId).sort()).toEqual(
      [0, 1, 2, 3].map(idOf),
    );
  });

  it('are one for all events and one for all commands of a commit', async () => {
    const made = commitOf([
      placed('ord-7a'),
      placed('ord-7b'),
      reserve('ord-7a'),
      reserve('ord-7b'),
    ]);
    const calls = await relay.callsDuring(async () => {
      await commit('fulfilment-commits', made);
      await arrived(everything, [made.aggregateId], 2);
      await arrived('inventory', [made.aggregateId], 2);
    });
    expect([calls.PutEvents, calls.SendMessageBatch]).toEqual([1, 1]);
  });
});

function eventIdIn(detail: string): string {
  return (JSON.parse(detail) as Envelope['detail']).metadata.eventId;
}

/** The bus takes all entries but one, and says so with HTTP 200. */
async function takingAllBut(
  failing: number,
  entries: { Detail: string }[],
  next: () => Promise<unknown>,
): Promise<unknown> {
  const [entry] = entries.splice(failing, 1);
  const answer = (await next()) as { output: { Entries: object[] } };
  if (entry) entries.splice(failing, 0, entry);
  answer.output.Entries.splice(failing, 0, { ErrorCode: 'ThrottlingException' });
  return answer;
}

describe('the metrics of the relay', () => {
  it('count what was published, by kind', async () => {
    const published = async () => [
      await relay.metric('waybill_published_total', { kind: 'event' }),
      await relay.metric('waybill_published_total', { kind: 'command' }),
    ];
    const [events = 0, commands = 0] = await published();
    await commit('order-commits', commitOf([Kept({}), placed('ord-8'), reserve('ord-8')]));
    await soon(async () => expect(await published()).toEqual([events + 1, commands + 1]));
  });
});
