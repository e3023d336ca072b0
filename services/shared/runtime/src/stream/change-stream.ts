import {
  ListShardsCommand,
  type ListShardsCommandOutput,
  type Shard,
} from '@aws-sdk/client-kinesis';
import { loop } from '../loop.ts';
import type { Platform } from '../platform.ts';
import type { Table } from '../table.ts';
import type { Worker } from '../worker.ts';
import type { ChangeRecord } from './change-record.ts';
import { shardEnd, type Lease } from './lease.ts';
import { createShardReader } from './shard-reader.ts';

/** How a change stream is followed. */
export interface ChangeStreamOptions {
  /** Whose checkpoints these are. */
  readonly application: string;
  /** The stream's logical name. */
  readonly stream: string;
  readonly leases: Table<Lease>;
  /** Does its work wholly, or rejects and is given the same records again. Must bear records twice and out of order. */
  readonly handle: (records: readonly ChangeRecord[]) => Promise<void>;
  /** Between two reads of a shard that has nothing new. Kinesis allows five reads a second and shard, of all applications together. */
  readonly pollMs: number;
  /** Between two looks for new shards. */
  readonly discoverMs: number;
}

/** Follows every shard of a change stream: parents before children, each from its checkpoint. */
export function createChangeStream(platform: Platform, options: ChangeStreamOptions): Worker {
  const { aws, log, name, random } = platform;
  const StreamName = name(options.stream);
  const readers = new Map<string, Worker>();
  const leaseKey = (shardId: string): string => `${options.application}/${StreamName}/${shardId}`;

  async function shards(): Promise<Shard[]> {
    const found: Shard[] = [];
    let NextToken: string | undefined;
    do {
      const page: ListShardsCommandOutput = await aws.kinesis.send(
        new ListShardsCommand(NextToken ? { NextToken } : { StreamName }),
      );
      found.push(...(page.Shards ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  }

  /** A shard is begun when its parents, as far as they are still there, are read to their end. */
  async function discover(signal: AbortSignal): Promise<number> {
    const present = await shards();
    const ids = present.map(({ ShardId = '' }) => ShardId);
    const leases = await options.leases.getMany(ids.map((id) => ({ leaseKey: leaseKey(id) })));
    const checkpoints = new Map(leases.map((lease) => [lease.leaseKey, lease.checkpoint]));
    const isDone = (id: string | undefined): boolean =>
      !id || !ids.includes(id) || checkpoints.get(leaseKey(id)) === shardEnd;
    for (const { ShardId = '', ParentShardId, AdjacentParentShardId } of present) {
      const isReady = isDone(ParentShardId) && isDone(AdjacentParentShardId);
      if (signal.aborted || readers.has(ShardId) || isDone(ShardId) || !isReady) continue;
      const checkpoint = checkpoints.get(leaseKey(ShardId));
      const lease = { leaseKey: leaseKey(ShardId), checkpoint };
      const reader = createShardReader(platform, options, { shardId: ShardId, lease });
      readers.set(ShardId, reader);
      reader.start();
    }
    return options.discoverMs;
  }

  const discovery = loop({
    turn: discover,
    failed: (error) => log.warn({ err: error, stream: options.stream }, 'shards-not-listed'),
    random,
  });

  return {
    start: () => discovery.start(),
    stop: async () => {
      await discovery.stop();
      await Promise.all([...readers.values()].map((reader) => reader.stop()));
    },
  };
}
