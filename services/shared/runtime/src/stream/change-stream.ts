import { loop } from '../loop.ts';
import { isTurning } from '../worker.ts';
import type { Platform } from '../platform.ts';
import type { Table } from '../table.ts';
import type { Worker } from '../worker.ts';
import { changeFormat, type ChangeRecord } from './change-record.ts';
import { createStreamDeadLetters } from './dead-letters.ts';
import type { Lease } from './lease.ts';
import { LeaseTaker } from './lease-taker.ts';
import type { RecordFormat } from './record-format.ts';
import { listShards } from './shard-list.ts';
import type { ShardInfo } from './shard-order.ts';
import { createShardReader, type ShardReader } from './shard-reader.ts';

/** How a change stream is followed. Those of a Lambda event-source mapping have its names. */
export interface ChangeStreamSettings {
  /** Between two reads of a shard. Kinesis allows five a second and shard, of all applications together. */
  readonly pollMs: number;
  /** Between two looks for new shards. */
  readonly discoverMs: number;
  /** How long a pod may be silent until others take its shards. */
  readonly leaseMs: number;
  readonly batchSize: number;
  readonly maximumBatchingWindowMs: number;
  /** How many batches of a shard are handled at once, never two of one aggregate. */
  readonly parallelizationFactor: number;
  readonly maximumRetryAttempts: number;
  readonly bisectBatchOnError: boolean;
}

/** What follows a change stream, and what for. */
export interface ChangeStreamOptions extends ChangeStreamSettings {
  /** Whose checkpoints these are. */
  readonly application: string;
  /** The stream's logical name. */
  readonly stream: string;
  readonly leases: Table<Lease>;
  /** Does its work wholly, or rejects and is given the same records again. Must bear records twice and out of order. */
  readonly handle: (records: readonly ChangeRecord[]) => Promise<void>;
}

/** What follows a stream of records that are not DynamoDB's changes. */
export interface RecordStreamOptions<Content> extends Omit<ChangeStreamOptions, 'handle'> {
  readonly format: RecordFormat<Content>;
  /** As `handle` of a change stream. */
  readonly handle: (records: readonly Content[]) => Promise<void>;
}

/** A change stream that can also come to a sudden end. */
export interface ChangeStream extends Worker {
  /** Stops without giving anything back, as a pod does that is killed. */
  kill(): Promise<void>;
}

/** Follows this pod's share of a change stream's shards: parents before children, each from its checkpoint. */
export function createChangeStream(platform: Platform, options: ChangeStreamOptions): ChangeStream {
  return createRecordStream(platform, { ...options, format: changeFormat });
}

/** Follows this pod's share of a stream of any records, as `createChangeStream` does. */
export function createRecordStream<Content>(
  platform: Platform,
  options: RecordStreamOptions<Content>,
): ChangeStream {
  const { aws, log, name, newId, now, random } = platform;
  const { application, stream, leases, leaseMs, discoverMs } = options;
  const StreamName = name(stream);
  const prefix = `${application}/${StreamName}`;
  const taker = new LeaseTaker(platform, { leases, owner: newId(), prefix, leaseMs });
  const park = createStreamDeadLetters(platform, application);
  const readers = new Map<string, ShardReader>();
  let shards: readonly ShardInfo[] = [];
  let listedAtMs: number | undefined;

  async function look(signal: AbortSignal): Promise<number> {
    const nowMs = now().getTime();
    if (listedAtMs === undefined || nowMs - listedAtMs >= discoverMs) {
      shards = await listShards(aws, StreamName);
      listedAtMs = nowMs;
    }
    for (const taken of await taker.look(shards, new Set(readers.keys()))) {
      const { shardId } = taken;
      const over = (): void => {
        readers.delete(shardId);
        // What follows on the shard, if it has ended, is to be found at once.
        listedAtMs = undefined;
      };
      const reader = createShardReader(platform, { ...options, park }, { ...taken, over });
      readers.set(shardId, reader);
      if (!signal.aborted) reader.start();
    }
    return leaseMs / 4;
  }

  const looking = loop({
    turn: look,
    failed: (error) => log.warn({ err: error, stream }, 'leases-not-taken'),
    random,
    capMs: leaseMs,
  });

  const leave = async (end: (reader: ShardReader) => Promise<void>): Promise<void> => {
    await looking.stop();
    await Promise.all([...readers.values()].map(end));
  };

  return {
    start: () => looking.start(),
    isTurning: () => isTurning(looking),
    stop: () => leave((reader) => reader.stop()),
    kill: () => leave((reader) => reader.kill()),
  };
}
