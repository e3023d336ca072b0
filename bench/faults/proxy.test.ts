import { CreateTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateStreamCommand, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendEmailCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { noFaults, type Fault } from './fault.ts';
import { clientsAt, once, openFixture, type Clients, type Fixture } from './proxy-fixture.ts';

let fixture: Fixture;
let queueUrl: string;

const ledger = createServer((request, response) => {
  response.setHeader('content-type', 'application/json').end(`{"path":"${request.url ?? ''}"}`);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => ledger.listen(0, '127.0.0.1', resolve));
  fixture = await openFixture(`http://127.0.0.1:${(ledger.address() as AddressInfo).port}`);
  const { dynamo, kinesis, s3, ses, sqs } = fixture.past;
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'orders',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await kinesis.send(new CreateStreamCommand({ StreamName: 'changes', ShardCount: 1 }));
  await s3.send(new CreateBucketCommand({ Bucket: 'papers' }));
  await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'shop@waybill.example' }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
  queueUrl = QueueUrl;
});

afterAll(async () => {
  await fixture.close();
  ledger.closeAllConnections();
  ledger.close();
});

afterEach(() => {
  fixture.proxy.plan = noFaults;
});

const put = (id: string, { dynamo }: Clients = fixture.through) =>
  dynamo.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }));

async function isStored(id: string): Promise<boolean> {
  const Key = { id: { S: id } };
  const get = new GetItemCommand({ TableName: 'orders', Key, ConsistentRead: true });
  return (await fixture.past.dynamo.send(get)).Item !== undefined;
}

async function waiting(): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const ask = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames });
  const { Attributes } = await fixture.past.sqs.send(ask);
  return Number(Attributes?.ApproximateNumberOfMessages);
}

/** What a client is told when the operation meets the fault. */
async function told(operation: string, fault: Fault, call: () => Promise<unknown>) {
  fixture.proxy.plan = once(operation, fault);
  const error = await call().then(
    () => undefined,
    (error: unknown) => error as { name: string; $metadata?: { httpStatusCode?: number } },
  );
  return [error?.name, error?.$metadata?.httpStatusCode];
}

const mail = new SendEmailCommand({
  Source: 'shop@waybill.example',
  Destination: { ToAddresses: ['ada@example.com'] },
  Message: { Subject: { Data: 'A subject' }, Body: { Text: { Data: 'A text' } } },
});
const calls: Record<string, () => Promise<unknown>> = {
  PutItem: () => put('refused'),
  SendMessage: () =>
    fixture.through.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'hello' })),
  PutRecord: () =>
    fixture.through.kinesis.send(
      new PutRecordCommand({ StreamName: 'changes', PartitionKey: 'a', Data: Buffer.from('a') }),
    ),
  SendEmail: () => fixture.through.ses.send(mail),
};

function callNamed(operation: string): () => Promise<unknown> {
  const call = calls[operation];
  if (!call) throw new Error(`no call is called ${operation}`);
  return call;
}

describe('a call that is refused', () => {
  afterEach(async () => {
    expect(await isStored('refused')).toBe(false);
    expect(await waiting()).toBe(0);
    const store = (await (await fetch(`${fixture.aws}/store`)).json()) as { emails: unknown[] };
    expect(store.emails).toEqual([]);
  });

  it.each([
    ['PutItem', 'ThrottlingException'],
    ['SendMessage', 'ThrottlingException'],
    ['PutRecord', 'ThrottlingException'],
    ['SendEmail', 'Throttling'],
  ])('as one too many is so in the protocol of %s', async (operation, name) => {
    const call = callNamed(operation);
    expect(await told(operation, { kind: 'throttle' }, call)).toEqual([name, 400]);
  });

  it.each(Object.keys(calls))('by a failure is so in the protocol of %s', async (operation) => {
    const call = callNamed(operation);
    const answer = ['InternalServerError', 500];
    expect(await told(operation, { kind: 'fail' }, call)).toEqual(answer);
  });

  it('is not among those that were answered', async () => {
    fixture.watched.length = 0;
    await told('PutItem', { kind: 'fail' }, () => put('refused'));
    expect(fixture.watched).toEqual([]);
  });
});

it('delays a call, and nothing else', async () => {
  fixture.proxy.plan = once('PutItem', { kind: 'delay', ms: 200 });
  const delayed = put('late');
  await put('in-time');
  expect([await isStored('in-time'), await isStored('late')]).toEqual([true, false]);
  await delayed;
  expect(await isStored('late')).toBe(true);
});

it('loses a reply: it is done, and the connection breaks', async () => {
  const answer = await told('PutItem', { kind: 'lose-reply' }, () => put('unheard'));
  expect([answer, await isStored('unheard')]).toEqual([['Error', undefined], true]);
  await put('heard');
});

describe('a process that dies', () => {
  it('has done its last call, is told of once, and is refused everything', async () => {
    const line = await fixture.proxy.open('payments');
    const clients = clientsAt(line.url);
    fixture.proxy.plan = {
      ...noFaults,
      before: ({ input }) =>
        JSON.stringify(input).includes('delayed') ? { kind: 'delay', ms: 100 } : { kind: 'die' },
    };
    const delayed = put('delayed', clients);
    const last = await Promise.allSettled([put('last', clients), put('last', clients), delayed]);
    expect(last.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([await isStored('last'), fixture.died, line.isCut]).toEqual([true, ['payments'], true]);
    await expect(put('afterwards', clients)).rejects.toThrow(/ECONNREFUSED/);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await isStored('delayed')).toBe(false);
    fixture.proxy.plan = noFaults;
    await put('of another line');
    clients.close();
  });
});

describe('a call without a fault', () => {
  it('passes as it is', async () => {
    const headers = {
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'content-type': 'application/x-amz-json-1.0',
    };
    const body = JSON.stringify({ TableName: 'orders', Key: { id: { S: 'in-time' } } });
    const answers = [fixture.aws, fixture.line.url].map(async (url) => {
      const response = await fetch(url, { method: 'POST', headers, body });
      const type = response.headers.get('content-type');
      return [response.status, type, Buffer.from(await response.arrayBuffer())];
    });
    const [direct, led] = await Promise.all(answers);
    expect(led).toEqual(direct);
  });

  it('to S3 keeps the length of what HEAD does not bring', async () => {
    const object = { Bucket: 'papers', Key: 'a.bin' };
    await fixture.through.s3.send(new PutObjectCommand({ ...object, Body: Buffer.alloc(12_345) }));
    const head = await fixture.through.s3.send(new HeadObjectCommand(object));
    expect(head.ContentLength).toBe(12_345);
  });

  it('to a provider goes there', async () => {
    const response = await fetch(`${fixture.line.url}/sandbox/charges?orderId=1`);
    expect(await response.json()).toEqual({ path: '/sandbox/charges?orderId=1' });
    expect(fixture.watched.at(-1)).toMatchObject({
      api: 'http',
      operation: 'GET /sandbox/charges',
    });
  });

  it.each([
    ['throttle' as const, 429],
    ['fail' as const, 503],
  ])('to a provider is refused by %s with %i', async (kind, status) => {
    fixture.proxy.plan = once('GET /sandbox/charges', { kind });
    expect((await fetch(`${fixture.line.url}/sandbox/charges`)).status).toBe(status);
  });
});

it('ends the long poll of a client that has left, so that it takes nothing', async () => {
  const leaving = new AbortController();
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 20 });
  const poll = fixture.through.sqs.send(receive, { abortSignal: leaving.signal });
  setTimeout(() => leaving.abort(), 200);
  await expect(poll).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await calls.SendMessage?.();
  const { Messages } = await fixture.past.sqs.send(receive);
  expect(Messages).toHaveLength(1);
});
