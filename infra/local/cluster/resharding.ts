import {
  ListShardsCommand,
  MergeShardsCommand,
  SplitShardCommand,
  type Shard,
} from '@aws-sdk/client-kinesis';
import type { Platform } from '@waybill/runtime/platform';

type Kinesis = Pick<Platform, 'aws' | 'name'>;

/** Splits the widest shard of a stream (a logical name) in the middle. Resolves with how many are open then. */
export async function splitWidest(platform: Kinesis, stream: string): Promise<number> {
  const StreamName = platform.name(stream);
  const shards = await openShards(platform, StreamName);
  const widest = shards.reduce((one, other) => (widthOf(other) > widthOf(one) ? other : one));
  const NewStartingHashKey = String(startOf(widest) + widthOf(widest) / 2n + 1n);
  const ShardToSplit = widest.ShardId;
  await platform.aws.kinesis.send(
    new SplitShardCommand({ StreamName, ShardToSplit, NewStartingHashKey }),
  );
  return shards.length + 1;
}

/** Merges the first two neighbours of a stream (a logical name). Resolves with how many shards are open then. */
export async function mergeFirst(platform: Kinesis, stream: string): Promise<number> {
  const StreamName = platform.name(stream);
  const [left, right, ...others] = await openShards(platform, StreamName);
  await platform.aws.kinesis.send(
    new MergeShardsCommand({
      StreamName,
      ShardToMerge: left?.ShardId,
      AdjacentShardToMerge: right?.ShardId,
    }),
  );
  return others.length + 1;
}

/** By their hash keys: each is the neighbour of the next. */
async function openShards({ aws }: Kinesis, StreamName: string): Promise<Shard[]> {
  const { Shards = [] } = await aws.kinesis.send(new ListShardsCommand({ StreamName }));
  return Shards.filter(
    ({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined,
  ).sort((one, other) => (startOf(one) < startOf(other) ? -1 : 1));
}

const startOf = ({ HashKeyRange }: Shard): bigint => BigInt(HashKeyRange?.StartingHashKey ?? 0);
const widthOf = (shard: Shard): bigint =>
  BigInt(shard.HashKeyRange?.EndingHashKey ?? 0) - startOf(shard);
