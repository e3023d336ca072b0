import { CreateQueueCommand, DeleteQueueCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { ProcessPayment, ReserveInventory } from '@waybill/contracts/commands';
import type { Entry } from '@waybill/contracts/contract';
import type { Envelope } from '@waybill/contracts/envelope';
import { streamDeadLetterName } from '@waybill/contracts/names';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import type { ParkedRecord } from '@waybill/runtime/stream/dead-letters';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { run } from '../../operations/src/cli/run.ts';

const parkAfterMs = 1_000;
const relay = useComponent('relay', { environment: { RELAY_PARK_AFTER_MS: String(parkAfterMs) } });
const references = streamDeadLetterName('relay');

async function commit(aggregateId: string, ...entries: readonly Entry[]): Promise<void> {
  await createDynamoEventStore(relay.platform, 'fulfilment-commits').append({
    ...{ aggregateId, version: 1, commitId: `commit of ${aggregateId}`, correlationId: 'x' },
    ...{ committedAt: new Date().toISOString(), entries },
  });
}

const reserve = (orderId: string) =>
  ReserveInventory({ orderId, items: [{ productId: 'LAMP', quantity: 1 }] });
const pay = (orderId: string) =>
  ProcessPayment({ orderId, customerId: 'cust-1', total: 5, currency: 'GBP' });

const ordersIn = async (queue: string): Promise<string[]> =>
  (await relay.takes(queue)).map((body) => {
    const { detail } = JSON.parse(body) as Envelope;
    return (detail as unknown as { orderId: string }).orderId;
  });

/** Takes from a queue until the order has come. */
async function comes(queue: string, orderId: string, withinMs?: number): Promise<void> {
  const found: string[] = [];
  await soon(async () => {
    found.push(...(await ordersIn(queue)));
    expect(found).toContain(orderId);
  }, withinMs);
}

const parkedFor = (destination: string) =>
  relay.metric('waybill_parked_total', { destination, reason: 'not-taking' });

async function waybill(line: string): Promise<number> {
  const signal = new AbortController().signal;
  const silent = () => undefined;
  const surroundings = { environment: {}, platform: relay.platform, stdout: silent, signal };
  return run([...line.split(' '), '--stage', 'local'], { ...surroundings, stderr: silent });
}

it('puts aside what is for a queue that is deleted, tells the rest, and is mended by republish', async () => {
  const { aws, name } = relay.platform;
  const QueueName = name('inventory');
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName }));
  await aws.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  const since = new Date().toISOString();

  await commit('saga-ord-1', reserve('ord-1'));
  const sinceMs = Date.now();
  const [parked] = await soon(async () => {
    const others = `ord-other${Date.now()}`;
    await commit(`saga-${others}`, pay(others));
    await comes('payments', others);
    const found = (await relay.messages(references)).map(
      ({ Body = '' }) => JSON.parse(Body) as ParkedRecord,
    );
    expect(found).toHaveLength(1);
    return found;
  });
  expect(Date.now() - sinceMs).toBeGreaterThanOrEqual(parkAfterMs);
  expect(parked).toMatchObject({ application: 'relay', stream: name('changes') });
  expect(parked?.reason).toMatch(/^saga-ord-1\/1\.0: the queue of inventory takes no messages: /);
  expect(await parkedFor('inventory')).toBe(1);

  // Nothing waits any more: what is for others in the same commit is told at once, its command is put aside.
  await commit('saga-ord-2', reserve('ord-2'), pay('ord-2'));
  await comes('payments', 'ord-2', 900);
  await soon(async () => expect(await parkedFor('inventory')).toBe(2));

  await aws.sqs.send(new CreateQueueCommand({ QueueName }));
  expect(await waybill(`republish --since ${since} --table fulfilment-commits`)).toBe(0);
  await soon(async () => {
    const found = (await relay.messages('inventory')).map(({ Body = '' }) => Body).join();
    expect(found).toContain('"eventId":"saga-ord-1/1.0"');
    expect(found).toContain('"eventId":"saga-ord-2/1.0"');
  });

  // A probe finds that it takes messages again.
  let last = '';
  await soon(async () => {
    last = `ord-late${Date.now()}`;
    await commit(`saga-${last}`, reserve(last));
    await comes('inventory', last, 1_000);
  });
  const before = await parkedFor('inventory');
  await commit('saga-ord-3', reserve('ord-3'));
  await comes('inventory', 'ord-3');
  expect(await parkedFor('inventory')).toBe(before);
});
