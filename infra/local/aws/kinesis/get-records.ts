import db from 'kinesalite/db/index.js';
import type { Engine, Request } from './engine.ts';
import { shardOf } from './shard-iterator.ts';

interface Answer {
  readonly Records: readonly {
    readonly SequenceNumber: string;
    readonly ApproximateArrivalTimestamp: number;
  }[];
  readonly NextShardIterator?: string;
  readonly MillisBehindLatest: number;
}

/** Reads on from an iterator, and tells how far behind that is and, at a shard's end, what follows. */
export async function getRecords(engine: Engine, request: Request): Promise<unknown> {
  const answer = (await engine.run('GetRecords', engine.parse('GetRecords', request))) as Answer;
  if (answer.Records.length === 0 && answer.NextShardIterator !== undefined) return answer;
  const shard = shardOf(request['ShardIterator']);
  if (!shard) return answer;
  return {
    ...answer,
    MillisBehindLatest: millisBehind(engine, answer, shard),
    ...(answer.NextShardIterator === undefined && { ChildShards: childrenOf(engine, shard) }),
  };
}

type ShardName = NonNullable<ReturnType<typeof shardOf>>;

function millisBehind(engine: Engine, answer: Answer, { streamName, shardId }: ShardName): number {
  const last = answer.Records.at(-1);
  if (!last) return answer.MillisBehindLatest;
  const hex = db.shardIxToHex(db.resolveShardId(shardId).shardIx);
  const newest = engine.store.getStreamDb(streamName).shard(hex).newest;
  if (!newest || newest.sequenceNumber <= last.SequenceNumber) return 0;
  return Math.max(1, Math.round(Date.now() - last.ApproximateArrivalTimestamp * 1000));
}

function childrenOf(engine: Engine, { streamName, shardId }: ShardName) {
  return engine.store
    .stream(streamName)
    .Shards.map(({ ShardId, ParentShardId, AdjacentParentShardId, HashKeyRange }) => ({
      ShardId,
      ParentShards: [ParentShardId, AdjacentParentShardId].filter((id) => id !== undefined),
      HashKeyRange,
    }))
    .filter(({ ParentShards }) => ParentShards.includes(shardId));
}
