import { createDecipheriv } from 'node:crypto';
import db from 'kinesalite/db/index.js';
import type { Engine, Request } from './engine.ts';

/** The stream and shard that one of kinesalite's iterators reads, if it is one. */
export function shardOf(iterator: unknown): { streamName: string; shardId: string } | undefined {
  try {
    const decipher = createDecipheriv('aes-256-cbc', db.ITERATOR_PWD_KEY, db.ITERATOR_PWD_IV);
    const sealed = Buffer.from(String(iterator), 'base64').subarray(8);
    const text = Buffer.concat([decipher.update(sealed), decipher.final()]).toString();
    const [, streamName, shardId] = text.split('/');
    return streamName && shardId ? { streamName, shardId } : undefined;
  } catch {
    return undefined;
  }
}

/** Gives an iterator. Kinesalite never answers AT_TIMESTAMP when no record is that young. */
export function getShardIterator(engine: Engine, request: Request): Promise<unknown> {
  const data = engine.parse('GetShardIterator', request);
  return engine.run('GetShardIterator', { ...data, ...placeAtTimestamp(engine, data) });
}

function placeAtTimestamp(engine: Engine, data: Request): Request {
  const { ShardIteratorType, Timestamp, StreamName, ShardId } = data;
  const isPast = typeof Timestamp === 'number' && Timestamp * 1000 <= Date.now();
  if (ShardIteratorType !== 'AT_TIMESTAMP' || !isPast) return {};
  const shardIndex = indexOf(String(ShardId));
  // What is wrong with the shard is told by kinesalite, whatever the place.
  if (shardIndex === undefined) return { ShardIteratorType: 'LATEST' };
  const shard = engine.store.getStreamDb(String(StreamName)).shard(db.shardIxToHex(shardIndex));
  const first = shard.arrivedSince(Timestamp);
  return first
    ? { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: first.sequenceNumber }
    : { ShardIteratorType: 'LATEST' };
}

function indexOf(shardId: string): number | undefined {
  try {
    return db.resolveShardId(shardId).shardIx;
  } catch {
    return undefined;
  }
}
