import db from 'kinesalite/db/index.js';
import { AwsError } from '../emulator.ts';
import type { Request } from './engine.ts';
import { isOpen, type Shard, type Stream } from './stream.ts';

/** Which shards a `ShardFilter` of ListShards lets through. Times are in milliseconds. */
export function shardFilter(
  stream: Stream,
  filter: unknown,
  now: number,
): (shard: Shard) => boolean {
  if (filter === undefined) return () => true;
  const { Type, ShardId, Timestamp } = filter as Request;
  const created = stream.StreamCreationTimestamp * 1000;
  const trimHorizon = Math.max(created, now - stream.RetentionPeriodHours * 3_600_000);
  const time = Math.max(Number(Timestamp) * 1000, trimHorizon);

  switch (Type) {
    case 'AFTER_SHARD_ID':
      if (typeof ShardId !== 'string') throw missing('ShardId', Type);
      return (shard) => shard.ShardId > ShardId;
    case 'AT_LATEST':
      return isOpen;
    case 'AT_TRIM_HORIZON':
      return (shard) => beganBy(shard, trimHorizon) && stoodAt(shard, trimHorizon);
    case 'FROM_TRIM_HORIZON':
      return (shard) => stoodAt(shard, trimHorizon);
    case 'AT_TIMESTAMP':
      if (Timestamp === undefined) throw missing('Timestamp', Type);
      return (shard) => beganBy(shard, time) && stoodAt(shard, time);
    case 'FROM_TIMESTAMP':
      if (Timestamp === undefined) throw missing('Timestamp', Type);
      return (shard) => stoodAt(shard, time);
    default:
      throw new AwsError('InvalidArgumentException', `Unknown shard filter ${String(Type)}`);
  }
}

function beganBy({ SequenceNumberRange, ParentShardId }: Shard, time: number): boolean {
  const { shardCreateTime } = db.parseSequence(SequenceNumberRange.StartingSequenceNumber);
  // Kinesalite dates a child one second after the end of its parents.
  return shardCreateTime - (ParentShardId === undefined ? 0 : 1000) <= time;
}

function stoodAt({ SequenceNumberRange: { EndingSequenceNumber } }: Shard, time: number): boolean {
  return (
    EndingSequenceNumber === undefined || db.parseSequence(EndingSequenceNumber).seqTime >= time
  );
}

function missing(name: string, type: string): AwsError {
  return new AwsError('InvalidArgumentException', `${name} must be provided for ${type}`);
}
