import {
  ListShardsCommand,
  MergeShardsCommand,
  SplitShardCommand,
  UpdateShardCountCommand,
  type Shard,
  type ShardFilter,
} from '@aws-sdk/client-kinesis';
import { startKinesis, texts } from './stream-fixture.ts';

let streams: Awaited<ReturnType<typeof startKinesis>>;
beforeAll(async () => {
  streams = await startKinesis();
});
afterAll(() => streams.close());

const numbered = (from: number) => Array.from({ length: 40 }, (_, n) => `record-${from + n}`);
const half = String(2n ** 127n);

const split = (StreamName: string, ShardToSplit: string, NewStartingHashKey = half) =>
  streams.client.send(new SplitShardCommand({ StreamName, ShardToSplit, NewStartingHashKey }));

/** Reads a shard from its beginning to its end, or to where nothing is left. */
async function readAll(stream: string, shard: string) {
  const read: string[] = [];
  let place = await streams.iterator(stream, shard);
  for (;;) {
    const page = await streams.read(place, 7);
    read.push(...texts(page));
    const childShards = page.ChildShards?.map(({ ShardId }) => ShardId);
    if (!page.NextShardIterator) return { read, childShards };
    if (page.Records?.length === 0 && !(await isClosed(stream, shard))) return { read };
    place = page.NextShardIterator;
  }
}

async function isClosed(stream: string, shard: string) {
  const found = (await streams.shards(stream)).find(({ ShardId }) => ShardId === shard);
  return found?.SequenceNumberRange?.EndingSequenceNumber !== undefined;
}

describe('a stream that is split and merged', () => {
  it('is read in order, parents before children', async () => {
    await streams.create('resharded');
    await streams.put('resharded', numbered(0));
    await split('resharded', 'shardId-000000000000');
    await streams.put('resharded', numbered(40));
    await streams.client.send(
      new MergeShardsCommand({
        StreamName: 'resharded',
        ShardToMerge: 'shardId-000000000001',
        AdjacentShardToMerge: 'shardId-000000000002',
      }),
    );
    await streams.put('resharded', numbered(80));

    const shards = await streams.shards('resharded');
    const parents = shards.map((shard) => [shard.ParentShardId, shard.AdjacentParentShardId]);
    expect(parents).toEqual([
      [undefined, undefined],
      ['shardId-000000000000', undefined],
      ['shardId-000000000000', undefined],
      ['shardId-000000000001', 'shardId-000000000002'],
    ]);

    const [root, left, right, merged] = await Promise.all(
      shards.map(({ ShardId = '' }) => readAll('resharded', ShardId)),
    );
    expect(root).toEqual({
      read: numbered(0),
      childShards: ['shardId-000000000001', 'shardId-000000000002'],
    });
    expect([...(left?.read ?? []), ...(right?.read ?? [])].sort()).toEqual(numbered(40).sort());
    expect(left?.childShards).toEqual(['shardId-000000000003']);
    expect(merged).toEqual({ read: numbered(80) });
  });

  it('dates no record into the future', async () => {
    await streams.create('dated');
    await split('dated', 'shardId-000000000000');
    const { Records: put = [] } = await streams.put('dated', ['a']);
    const { Records = [] } = await streams.read(
      await streams.iterator('dated', put[0]?.ShardId ?? ''),
    );
    expect(Records[0]?.ApproximateArrivalTimestamp?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('does not merge what is not adjacent', async () => {
    await streams.create('apart', 3);
    const merge = new MergeShardsCommand({
      StreamName: 'apart',
      ShardToMerge: 'shardId-000000000000',
      AdjacentShardToMerge: 'shardId-000000000002',
    });
    await expect(streams.client.send(merge)).rejects.toMatchObject({
      name: 'InvalidArgumentException',
    });
  });

  it.each([2, 3, 4, 5, 8])('comes to %i open shards of one whole range', async (target) => {
    const name = `count-${target}`;
    await streams.create(name, 4);
    await streams.client.send(
      new UpdateShardCountCommand({
        StreamName: name,
        TargetShardCount: target,
        ScalingType: 'UNIFORM_SCALING',
      }),
    );
    const open = (await streams.shards(name)).filter(isOpen).map(rangeOf);
    const ranges = open.sort(([one], [other]) => (one < other ? -1 : 1));
    expect(ranges).toHaveLength(target);
    expect(ranges.at(0)?.[0]).toBe(0n);
    expect(ranges.at(-1)?.[1]).toBe(2n ** 128n - 1n);
    expect(ranges.slice(1).map(([start]) => start)).toEqual(
      ranges.slice(0, -1).map(([, end]) => end + 1n),
    );
  });
});

describe('the list of shards', () => {
  beforeAll(async () => {
    await streams.create('listed', 2);
    await split('listed', 'shardId-000000000000', String(2n ** 126n));
  });
  const list = async (ShardFilter: ShardFilter) => {
    const command = new ListShardsCommand({ StreamName: 'listed', ShardFilter });
    const { Shards = [] } = await streams.client.send(command);
    return Shards.map(({ ShardId }) => Number(ShardId?.split('-')[1]));
  };

  it.each<[ShardFilter, number[]]>([
    [{ Type: 'AT_LATEST' }, [1, 2, 3]],
    [{ Type: 'AT_TRIM_HORIZON' }, [0, 1]],
    [{ Type: 'FROM_TRIM_HORIZON' }, [0, 1, 2, 3]],
    [{ Type: 'AFTER_SHARD_ID', ShardId: 'shardId-000000000001' }, [2, 3]],
    [{ Type: 'AT_TIMESTAMP', Timestamp: new Date(0) }, [0, 1]],
    [{ Type: 'FROM_TIMESTAMP', Timestamp: new Date(0) }, [0, 1, 2, 3]],
    [{ Type: 'FROM_TIMESTAMP', Timestamp: new Date(Date.now() + 60_000) }, [1, 2, 3]],
    [{ Type: 'AT_TIMESTAMP', Timestamp: new Date(Date.now() + 60_000) }, [1, 2, 3]],
  ])('filtered by %j shows %j', async (filter, ids) => {
    expect(await list(filter)).toEqual(ids);
  });

  it('comes by page', async () => {
    const ids: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await streams.client.send(
        new ListShardsCommand({
          ...(token ? { NextToken: token } : { StreamName: 'listed' }),
          MaxResults: 3,
        }),
      );
      ids.push(...(page.Shards ?? []).map(({ ShardId }) => ShardId));
      token = page.NextToken;
    } while (token);
    expect(ids).toEqual((await streams.shards('listed')).map(({ ShardId }) => ShardId));
  });
});

function isOpen({ SequenceNumberRange }: Shard) {
  return SequenceNumberRange?.EndingSequenceNumber === undefined;
}

function rangeOf({ HashKeyRange }: Shard) {
  const { StartingHashKey = 0, EndingHashKey = 0 } = HashKeyRange ?? {};
  return [BigInt(StartingHashKey), BigInt(EndingHashKey)] as const;
}
