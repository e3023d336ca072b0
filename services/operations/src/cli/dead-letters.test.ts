import {
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { CancelOrder } from '@waybill/contracts/commands';
import { Unavailable } from '@waybill/kernel/failure';
import { useComponent } from '../../../../infra/local/component/component.ts';
import { messageOf } from '../../../../infra/local/component/message.ts';
import { listed, orderRequest } from '../../../../infra/local/component/order-request.ts';
import { run } from './run.ts';

/** The only service that runs: what lies in others' queues stays there. */
const orders = useComponent('orders');

async function waybill(line: string, signal = new AbortController().signal) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run([...line.split(' '), '--stage', 'local'], {
    ...{ environment: {}, platform: orders.platform, waitSeconds: 0, signal },
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

interface Report {
  readonly redriven: number;
  readonly sent: number;
  readonly stayed: number;
  readonly messages: readonly { orderId: string; outcome: string; why?: string }[];
}

async function waybillJson<T = Report>(line: string): Promise<T & { code: number }> {
  const { code, out } = await waybill(`${line} --json`);
  return { ...(JSON.parse(out) as T), code };
}

async function urlOf(queue: string): Promise<string> {
  const { aws, name } = orders.platform;
  const answer = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }));
  return answer.QueueUrl ?? '';
}

const texts = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [
      name,
      { DataType: 'String', StringValue },
    ]),
  );
const buriedBy = (Service: string) => ({ Reason: 'not JSON', Service, Stack: 'at parse' });
const undeliveredTo = (service: string) => ({
  RULE_ARN: `arn:aws:events:us-east-1:000000000000:rule/local-ecommerce-events/local-${service}`,
  TARGET_ARN: `arn:aws:sqs:us-east-1:000000000000:local-${service}`,
  ERROR_CODE: 'NO_PERMISSIONS',
  ERROR_MESSAGE: 'may not',
  RETRY_ATTEMPTS: '0',
});

const cancelling = (orderId: string) => messageOf(CancelOrder({ orderId, reason: 'too-late' }));

/** Puts letters for the orders into a queue of dead letters. */
async function lay(
  queue: string,
  attributes: Readonly<Record<string, string>>,
  ...orderIds: readonly string[]
): Promise<void> {
  const QueueUrl = await urlOf(queue);
  for (let from = 0; from < orderIds.length; from += 10) {
    const Entries = orderIds.slice(from, from + 10).map((orderId, i) => ({
      Id: String(i),
      MessageBody: cancelling(orderId),
      MessageAttributes: texts(attributes),
    }));
    await orders.platform.aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

const orderOf = ({ Body = '' }: Message) =>
  (JSON.parse(Body) as { detail: { orderId: string } }).detail.orderId;

/** Takes everything that can be seen in the queue, for good. */
async function taken(queue: string): Promise<Message[]> {
  const { sqsPolling } = orders.platform.aws;
  const QueueUrl = await urlOf(queue);
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqsPolling.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 },
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}

const ordersIn = async (queue: string) => (await taken(queue)).map(orderOf).sort();
const some = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => `ord-${name}${String(i).padStart(2, '0')}`);

it('lists every queue, how deep it is, and how old its oldest is', async () => {
  await lay('shipping-dlq', buriedBy('shipping'), 'ord-a', 'ord-b');
  const { code, out } = await waybill('dlq list');
  expect(code).toBe(0);
  expect(out).toMatch(/^QUEUE +DEPTH +OLDEST$/m);
  expect(out).toMatch(/^shipping-dlq +2 +\d+s$/m);
  expect(out).toMatch(/^shipping-undelivered +0 +-$/m);
  expect(await ordersIn('shipping-dlq')).toEqual(['ord-a', 'ord-b']);
});

it('shows letters, and leaves them for others to see', async () => {
  await lay('shipping-undelivered', undeliveredTo('shipping'), ...some(12, 'show'));
  const { out } = await waybill('dlq show shipping-undelivered --max 11');
  expect(out.split('\n')).toHaveLength(12);
  expect(out).toMatch(/CancelOrder .* ord-show\d\d .* NO_PERMISSIONS: may not$/m);
  const { out: one } = await waybill(
    'dlq show shipping-undelivered --only orderId=ord-show03 --json',
  );
  expect(JSON.parse(one)).toMatchObject([
    {
      orderId: 'ord-show03',
      attributes: { RETRY_ATTEMPTS: '0' },
      body: expect.any(String) as string,
    },
  ]);
  expect(await ordersIn('shipping-undelivered')).toEqual(some(12, 'show'));
});

it('lists and shows the changes of a stream that were put aside, and leaves them there', async () => {
  const { aws } = orders.platform;
  const QueueUrl = await urlOf('inventory-stream-dlq');
  const references = ['poison', 'not JSON'].map((reason, i) => ({
    ...{ application: 'inventory', stream: 'local-changes', shardId: 'shardId-000000000000' },
    ...{ sequenceNumber: `4900${i}`, reason },
  }));
  const Entries = references.map((each, i) => ({ Id: `${i}`, MessageBody: JSON.stringify(each) }));
  await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const { out: list } = await waybill('dlq list');
  expect(list).toMatch(/^inventory-stream-dlq +2 +\d+s$/m);
  expect(list).toMatch(/^relay-stream-dlq +0 +-$/m);
  const { code, out } = await waybill('dlq show inventory-stream-dlq');
  expect(code).toBe(0);
  expect(out).toMatch(/^STREAM +SHARD +SEQUENCE NUMBER +AGE +REASON$/m);
  expect(out).toMatch(/^local-changes +shardId-000000000000 +49000 +\d+s +poison$/m);
  const one = await waybill('dlq show inventory-stream-dlq --only reason~json --json');
  expect(JSON.parse(one.out)).toMatchObject([{ sequenceNumber: '49001', reason: 'not JSON' }]);
  expect(await taken('inventory-stream-dlq')).toHaveLength(2);
});

it.each([
  ['buried', 'payments-dlq', buriedBy('payments')],
  ['undelivered', 'payments-undelivered', undeliveredTo('payments')],
])(
  'sends what was %s to its own service, without what was said of its death',
  async (_, queue, why) => {
    await lay(queue, { ...why, Tenant: 'blue' }, ...some(12, 'home'));
    expect(await waybillJson(`dlq redrive ${queue}`)).toMatchObject({
      ...{ code: 0, selected: 12, redriven: 12, sent: 0, stayed: 0, to: 'payments' },
    });
    const home = await taken('payments');
    expect(home.map(orderOf).sort()).toEqual(some(12, 'home'));
    expect(home.map(({ MessageAttributes }) => MessageAttributes)).toEqual(
      Array.from({ length: 12 }, () => texts({ Tenant: 'blue' })),
    );
    expect(await taken(queue)).toEqual([]);
  },
);

it('sends back what SQS itself took away', async () => {
  const { sqsPolling } = orders.platform.aws;
  await lay('inventory', {}, 'ord-tried');
  const QueueUrl = await urlOf('inventory');
  // Once more than the queue allows.
  for (let receives = 0; receives <= 100; receives += 1) {
    await sqsPolling.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
  }
  expect((await waybill('dlq show inventory-dlq')).out).toContain('received too often');
  expect(await waybillJson('dlq redrive inventory-dlq')).toMatchObject({ code: 0, redriven: 1 });
  expect(await ordersIn('inventory')).toEqual(['ord-tried']);
});

it('only says what it would do in a dry run', async () => {
  await lay('payments-dlq', buriedBy('payments'), 'ord-a', 'ord-b');
  const { code, out } = await waybill('dlq redrive payments-dlq --dry-run');
  expect(code).toBe(0);
  expect(out).toContain('2 would go to payments, 0 would stay.');
  expect(await taken('payments')).toEqual([]);
  expect(await ordersIn('payments-dlq')).toEqual(['ord-a', 'ord-b']);
});

it('takes so many, and those that are meant', async () => {
  await lay('payments-dlq', buriedBy('payments'), ...some(15, 'few'));
  expect(await waybillJson('dlq redrive payments-dlq --max 2')).toMatchObject({ redriven: 2 });
  const first = await ordersIn('payments');
  expect(first).toHaveLength(2);
  const [meant = ''] = some(15, 'few').filter((orderId) => !first.includes(orderId));
  const only = `--only type=CancelOrder --only orderId=${meant} --only reason~json`;
  expect(await waybillJson(`dlq redrive payments-dlq ${only}`)).toMatchObject({ redriven: 1 });
  expect(await ordersIn('payments')).toEqual([meant]);
  expect(await taken('payments-dlq')).toHaveLength(12);
});

it('does not take what comes after the selection was made', async () => {
  await lay('payments-dlq', buriedBy('payments'), 'ord-early');
  let isLate = false;
  orders.intercept(async ({ operation }, next) => {
    if (operation === 'SendMessageBatch' && !isLate) {
      isLate = true;
      await lay('payments-dlq', buriedBy('payments'), 'ord-late');
    }
    return next();
  });
  expect(await waybillJson('dlq redrive payments-dlq')).toMatchObject({ redriven: 1, stayed: 0 });
  expect(await ordersIn('payments')).toEqual(['ord-early']);
  expect(await ordersIn('payments-dlq')).toEqual(['ord-late']);
});

it('leaves what is for somebody else', async () => {
  await lay('payments-undelivered', undeliveredTo('orders'), 'ord-lost');
  const report = await waybillJson('dlq redrive payments-undelivered');
  expect(report).toMatchObject({ code: 1, redriven: 0, stayed: 1 });
  expect(report.messages[0]?.why).toContain('local-orders');
  expect(await ordersIn('payments-undelivered')).toEqual(['ord-lost']);
});

it('says what went and what stayed when it fails in the middle, and goes on where it was', async () => {
  await lay('payments-dlq', buriedBy('payments'), ...some(25, 'half'));
  let sends = 0;
  orders.intercept(({ operation }, next) => {
    if (operation === 'SendMessageBatch' && (sends += 1) === 2) throw new Unavailable('away');
    return next();
  });
  const report = await waybillJson('dlq redrive payments-dlq');
  expect(report).toMatchObject({ code: 1, selected: 25, redriven: 10, sent: 0, stayed: 15 });
  const whys = report.messages.map(({ why = '' }) => why).filter((why) => why !== '');
  expect(whys).toHaveLength(15);
  expect(whys.every((why) => why.includes('away'))).toBe(true);
  orders.intercept((_, next) => next());
  expect(await waybillJson('dlq redrive payments-dlq')).toMatchObject({ code: 0, redriven: 15 });
  expect(await ordersIn('payments')).toEqual(some(25, 'half'));
});

it('says that a letter is here and there when it cannot be deleted', async () => {
  await lay('payments-dlq', buriedBy('payments'), 'ord-both');
  orders.intercept(({ operation }, next) => {
    if (operation === 'DeleteMessageBatch') throw new Unavailable('away');
    return next();
  });
  const { code, out } = await waybill('dlq redrive payments-dlq');
  expect(code).toBe(1);
  expect(out).toContain('1 went and are still here too');
  expect(await ordersIn('payments')).toEqual(['ord-both']);
  expect(await ordersIn('payments-dlq')).toEqual(['ord-both']);
});

it('stops when it is told to, and holds nothing back', async () => {
  await lay('payments-dlq', buriedBy('payments'), ...some(15, 'stop'));
  const stopping = new AbortController();
  orders.intercept(({ operation }, next) => {
    if (operation === 'SendMessageBatch') stopping.abort();
    return next();
  });
  const { code, out } = await waybill('dlq redrive payments-dlq', stopping.signal);
  expect(code).toBe(1);
  expect(out).toContain('10 of 15 went from payments-dlq to payments, 5 stayed.');
  expect(await taken('payments')).toHaveLength(10);
  expect(await taken('payments-dlq')).toHaveLength(5);
});

it('has no second effect when a letter goes home twice', async () => {
  await orders.hasHeard(...listed);
  const customer = await orders.client('cust-1');
  const placed = await customer.post('/orders').send(orderRequest());
  const { orderId } = placed.body as { orderId: string };
  await lay('orders-dlq', buriedBy('orders'), orderId, orderId);
  expect(await waybillJson('dlq redrive orders-dlq')).toMatchObject({ code: 0, redriven: 2 });
  await orders.settled();
  await lay('orders-dlq', buriedBy('orders'), orderId);
  expect(await waybillJson('dlq redrive orders-dlq')).toMatchObject({ code: 0, redriven: 1 });
  await orders.settled();
  const said = await orders.said('order-commits', orderId);
  expect(said.filter(({ type }) => type === 'OrderCancelled')).toHaveLength(1);
  expect(await taken('orders-dlq')).toEqual([]);
});
