import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { noFaults } from './fault.ts';
import { once, openFixture, type Clients, type Fixture } from './proxy-fixture.ts';

let fixture: Fixture;
let streams = 0;

beforeAll(async () => {
  fixture = await openFixture();
});

afterAll(() => fixture.close());

/** Reads a stream of its own. */
async function streamOf(count: number) {
  const { kinesis } = fixture.past;
  const StreamName = `stream-${(streams += 1)}`;
  await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
  for (let i = 0; i < count; i += 500) {
    const Records = Array.from({ length: Math.min(500, count - i) }, (_, n) => {
      return { PartitionKey: `key-${i + n}`, Data: Buffer.from(String(i + n)) };
    });
    await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
  }
  const place = { StreamName, ShardId: 'shardId-000000000000' };
  return async ({ kinesis }: Clients = fixture.through) => {
    const iterator = new GetShardIteratorCommand({ ...place, ShardIteratorType: 'TRIM_HORIZON' });
    let { ShardIterator } = await kinesis.send(iterator);
    return async (Limit?: number) => {
      const get = new GetRecordsCommand({ ShardIterator, Limit });
      const { Records = [], NextShardIterator } = await kinesis.send(get);
      ShardIterator = NextShardIterator;
      return Records.map(({ Data, SequenceNumber = '', PartitionKey }) => {
        return { data: Number(Buffer.from(Data ?? '').toString()), SequenceNumber, PartitionKey };
      });
    };
  };
}

type Read = Awaited<ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof streamOf>>>>>>;

const dataOf = (records: Read): number[] => records.map(({ data }) => data);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('what ReceiveMessage brought, repeated', () => {
  it('comes again while the first reader still has it', async () => {
    const { sqs } = fixture.through;
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 });
    fixture.proxy.plan = once('ReceiveMessage', { kind: 'repeat' });
    const first = (await sqs.send(receive)).Messages ?? [];
    const second = (await sqs.send(receive)).Messages ?? [];
    expect([first[0]?.Body, second[0]?.MessageId]).toEqual(['hello', first[0]?.MessageId]);
    expect((await sqs.send(receive)).Messages).toBeUndefined();
    const { ReceiptHandle } = second[0] ?? {};
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  });

  it('is nothing where it brought nothing', async () => {
    const { sqs } = fixture.through;
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'empty' }));
    fixture.proxy.plan = once('ReceiveMessage', { kind: 'repeat' });
    const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 });
    expect((await sqs.send(receive)).Messages).toBeUndefined();
  });
});

describe('what GetRecords brought, repeated', () => {
  it.each([3, 700])('comes again under new sequence numbers: %i records', async (count) => {
    const read = await (await streamOf(count))();
    fixture.proxy.plan = once('GetRecords', { kind: 'repeat' });
    const first = await read(1_000);
    const second = await read(1_000);
    expect([dataOf(first), dataOf(second)]).toEqual([upTo(count), upTo(count)]);
    const numbers = new Set([...first, ...second].map(({ SequenceNumber }) => SequenceNumber));
    expect(numbers.size).toBe(2 * count);
    expect(await read()).toEqual([]);
  });
});

describe('what GetRecords brought, reordered', () => {
  it('is the same in another order, under the numbers that were there', async () => {
    const stream = await streamOf(20);
    const original = await (await stream(fixture.past))();
    fixture.proxy.plan = once('GetRecords', { kind: 'reorder' });
    const read = await (await stream())();
    expect(dataOf(read)).not.toEqual(upTo(20));
    expect(dataOf(read).sort((a, b) => a - b)).toEqual(upTo(20));
    const numbersOf = (records: Read) => records.map(({ SequenceNumber }) => SequenceNumber);
    expect(numbersOf(read)).toEqual(numbersOf(original));
    expect(read.every(({ data, PartitionKey }) => PartitionKey === `key-${data}`)).toBe(true);
  });

  it('is so for every later reader, whatever befalls it', async () => {
    const stream = await streamOf(20);
    fixture.proxy.plan = once('GetRecords', { kind: 'reorder' });
    const first = await (await stream())();
    fixture.proxy.plan = once('GetRecords', { kind: 'reorder' });
    expect(await (await stream())()).toEqual(first);
    fixture.proxy.plan = noFaults;
    const read = await stream();
    expect([...(await read(7)), ...(await read(7)), ...(await read(7))]).toEqual(first);
  });

  it('loses nothing to a reader that has read the beginning before', async () => {
    const stream = await streamOf(20);
    const ahead = await stream();
    const beginning = await ahead(8);
    fixture.proxy.plan = once('GetRecords', { kind: 'reorder' });
    const whole = await (await stream())();
    expect(dataOf(whole.slice(0, 8))).toEqual(upTo(8));
    expect(dataOf(whole)).not.toEqual(upTo(20));
    expect([...beginning, ...(await ahead())]).toEqual(whole);
  });
});
