import { PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { startKinesis, texts } from './stream-fixture.ts';

const shardId = 'shardId-000000000000';
let streams: Awaited<ReturnType<typeof startKinesis>>;
beforeAll(async () => {
  streams = await startKinesis();
});
afterAll(() => streams.close());

const readFrom = async (stream: string, place = {}) =>
  texts(await streams.read(await streams.iterator(stream, shardId, place)));

describe('a reader', () => {
  it('starts where it asks to', async () => {
    await streams.create('places');
    const latest = await streams.iterator('places', shardId, { ShardIteratorType: 'LATEST' });
    const { Records: put = [] } = await streams.put('places', ['a', 'b', 'c']);
    const StartingSequenceNumber = put[1]?.SequenceNumber;

    expect(texts(await streams.read(latest))).toEqual(['a', 'b', 'c']);
    expect(await readFrom('places')).toEqual(['a', 'b', 'c']);
    const at = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber };
    expect(await readFrom('places', at)).toEqual(['b', 'c']);
    const after = { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber };
    expect(await readFrom('places', after)).toEqual(['c']);
  });

  it('starts at a time, also at one after all records', async () => {
    await streams.create('times');
    const at = (Timestamp: Date) =>
      streams.iterator('times', shardId, { ShardIteratorType: 'AT_TIMESTAMP', Timestamp });
    const { Records: none } = await streams.read(await at(new Date(0)));
    expect(none).toEqual([]);

    await streams.put('times', ['a']);
    const [first] = (await streams.read(await streams.iterator('times', shardId))).Records ?? [];
    const arrived = first?.ApproximateArrivalTimestamp ?? new Date(NaN);
    while (Date.now() <= arrived.getTime() + 1) await streams.shards('times');
    const between = await at(new Date(arrived.getTime() + 1));
    await streams.put('times', ['b']);
    expect(texts(await streams.read(await at(arrived)))).toEqual(['a', 'b']);
    expect(texts(await streams.read(await at(new Date(0))))).toEqual(['a', 'b']);
    expect(texts(await streams.read(between))).toEqual(['b']);
    await expect(at(new Date(Date.now() + 60_000))).rejects.toMatchObject({
      name: 'InvalidArgumentException',
    });
  });

  it('reads on, page by page, and learns how far behind it is', async () => {
    await streams.create('pages');
    await streams.put('pages', ['a', 'b', 'c']);
    const page = await streams.read(await streams.iterator('pages', shardId), 2);
    expect(texts(page)).toEqual(['a', 'b']);
    expect(page.MillisBehindLatest).toBeGreaterThan(0);
    const rest = await streams.read(page.NextShardIterator);
    expect(texts(rest)).toEqual(['c']);
    expect(rest.MillisBehindLatest).toBe(0);

    await streams.put('pages', ['d']);
    const empty = await streams.read(rest.NextShardIterator);
    expect(texts(empty)).toEqual(['d']);
  });

  it('keeps its place while nothing comes', async () => {
    await streams.create('quiet');
    let place = await streams.iterator('quiet', shardId, { ShardIteratorType: 'LATEST' });
    for (let n = 0; n < 5; n++) {
      const { Records, NextShardIterator } = await streams.read(place);
      expect(Records).toEqual([]);
      place = NextShardIterator;
    }
    await streams.put('quiet', ['at last']);
    expect(texts(await streams.read(place))).toEqual(['at last']);
  });

  it('takes no more than 10 MB at a time', async () => {
    await streams.create('heavy');
    const text = 'x'.repeat(1024 * 1024);
    for (let n = 0; n < 12; n++) {
      await streams.client.send(
        new PutRecordCommand({ StreamName: 'heavy', PartitionKey: 'k', Data: Buffer.from(text) }),
      );
    }
    const page = await streams.read(await streams.iterator('heavy', shardId));
    expect(texts(page).length).toBeLessThan(12);
    const rest = await streams.read(page.NextShardIterator);
    expect(texts(page).length + texts(rest).length).toBe(12);
  });

  it('is told when its iterator is none, or too old', async () => {
    await expect(streams.read('none')).rejects.toMatchObject({ name: 'InvalidArgumentException' });
    await streams.create('old');
    const iterator = await streams.iterator('old', shardId);
    const later = Date.now() + 301_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    await expect(streams.read(iterator)).rejects.toMatchObject({
      name: 'ExpiredIteratorException',
    });
    jest.restoreAllMocks();
    await expect(streams.iterator('missing', shardId)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('a writer', () => {
  it('finds its records spread by the hash of their keys, in order within each shard', async () => {
    await streams.create('spread', 3);
    const sent = Array.from({ length: 600 }, (_, n) => `record-${n}`);
    await streams.kinesis.putRecords(
      'spread',
      sent.map((text) => ({ partitionKey: text, data: Buffer.from(text) })),
    );
    const shards = await streams.shards('spread');
    const read = await Promise.all(
      shards.map(async ({ ShardId = '' }) =>
        texts(await streams.read(await streams.iterator('spread', ShardId))),
      ),
    );
    expect(read.every((part) => part.length > 100)).toBe(true);
    expect(new Set(read.flat())).toEqual(new Set(sent));
    const numbers = read.map((part) => part.map((text) => Number(text.split('-')[1])));
    expect(numbers).toEqual(numbers.map((part) => [...part].sort((a, b) => a - b)));
  });

  it('is refused what is too much, and what has no stream', async () => {
    await streams.create('limits');
    const records = (count: number, bytes: number) =>
      streams.client.send(
        new PutRecordsCommand({
          StreamName: 'limits',
          Records: Array.from({ length: count }, () => ({
            PartitionKey: 'k',
            Data: Buffer.alloc(bytes),
          })),
        }),
      );
    await expect(records(501, 1)).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(records(1, 1024 * 1024 + 1)).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(records(6, 1024 * 1024)).rejects.toMatchObject({
      name: 'InvalidArgumentException',
    });
    await expect(
      streams.kinesis.putRecords('missing', [{ partitionKey: 'k', data: Buffer.from('x') }]),
    ).rejects.toMatchObject({ type: 'ResourceNotFoundException' });
  });
});
