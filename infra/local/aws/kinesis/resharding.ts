import { setTimeout as delay } from 'node:timers/promises';
import { AwsError } from '../emulator.ts';
import type { Engine, Request } from './engine.ts';
import { openShards, type Shard } from './stream.ts';

type Change = 'CreateStream' | 'DeleteStream' | 'SplitShard' | 'MergeShards';

/** Makes a change of a stream that is complete when it answers. */
export async function changeNow(engine: Engine, change: Change, request: Request): Promise<void> {
  await engine.run(change, engine.parse(change, request));
  // Kinesalite ends the change in a timer of its own, of no length, that was set before this one.
  await delay(0);
}

/** Splits the widest shards, or merges the narrowest neighbours, until the count is met. */
export async function updateShardCount(engine: Engine, request: Request): Promise<unknown> {
  const { StreamName, TargetShardCount: target } = request;
  const before = engine.store.stream(StreamName);
  const current = openShards(before).length;
  if (typeof target !== 'number' || target < 1) {
    throw new AwsError('ValidationException', 'TargetShardCount must be at least 1');
  }
  if (target > 2 * current || target < current / 2) {
    throw new AwsError(
      'LimitExceededException',
      `UpdateShardCount cannot go from ${current} to ${target} open shards: ` +
        'at most double or half of them at a time',
    );
  }
  for (let count = current; count < target; count++) await splitWidest(engine, StreamName);
  for (let count = current; count > target; count--) await mergeNarrowest(engine, StreamName);
  return {
    StreamName,
    StreamARN: before.StreamARN,
    CurrentShardCount: current,
    TargetShardCount: target,
  };
}

async function splitWidest(engine: Engine, StreamName: unknown): Promise<void> {
  const shards = openShards(engine.store.stream(StreamName));
  const widest = shards.reduce((one, other) => (width(other) > width(one) ? other : one));
  const middle = BigInt(widest.HashKeyRange.StartingHashKey) + (width(widest) + 1n) / 2n;
  await changeNow(engine, 'SplitShard', {
    StreamName,
    ShardToSplit: widest.ShardId,
    NewStartingHashKey: String(middle),
  });
}

async function mergeNarrowest(engine: Engine, StreamName: unknown): Promise<void> {
  const shards = openShards(engine.store.stream(StreamName)).sort((one, other) =>
    start(one) < start(other) ? -1 : 1,
  );
  const pairs = shards.slice(1).map((right, index) => [shards[index] ?? right, right] as const);
  const [left, right] = pairs.reduce((one, other) =>
    width(other[0]) + width(other[1]) < width(one[0]) + width(one[1]) ? other : one,
  );
  await changeNow(engine, 'MergeShards', {
    StreamName,
    ShardToMerge: left.ShardId,
    AdjacentShardToMerge: right.ShardId,
  });
}

function start({ HashKeyRange }: Shard): bigint {
  return BigInt(HashKeyRange.StartingHashKey);
}

function width({ HashKeyRange }: Shard): bigint {
  return BigInt(HashKeyRange.EndingHashKey) - BigInt(HashKeyRange.StartingHashKey);
}
