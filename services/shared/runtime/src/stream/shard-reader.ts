import { Unavailable } from '@waybill/kernel/failure';
import { loop } from '../loop.ts';
import type { Platform } from '../platform.ts';
import type { RecordStreamOptions } from './change-stream.ts';
import type { ParkedRecord } from './dead-letters.ts';
import { isolating } from './isolation.ts';
import { Lanes } from './lanes.ts';
import { shardEnd } from './lease.ts';
import type { Taken } from './lease-taker.ts';
import { ShardCursor } from './shard-cursor.ts';
import { toShardRecord, type ShardRecord } from './shard-record.ts';

/** Reading stops while so many records wait to be handled. */
const mostWaiting = 2_000;
const checkpointEveryMs = 1_000;

/** One shard in the hands of this pod. */
export interface ShardReader {
  start(): void;
  /** Ends what is begun, checkpoints and gives the lease away. */
  stop(): Promise<void>;
  /** Stops without a word to anybody, as a pod does that is killed. */
  kill(): Promise<void>;
}

/** Reads one shard for as long as its lease is ours: until its end, until another pod has it, or until it is stopped. */
export function createShardReader<Content>(
  platform: Platform,
  options: RecordStreamOptions<Content> & {
    readonly park: (record: ParkedRecord) => Promise<void>;
  },
  { shardId, held, over }: Taken & { readonly over: () => void },
): ShardReader {
  const { aws, log, metrics, name, random } = platform;
  const { application, stream, leaseMs, pollMs } = options;
  const StreamName = name(stream);
  const fields = { stream, shardId };
  const renewMs = Math.floor(leaseMs / 3);
  const cursor = new ShardCursor(aws, { StreamName, ShardId: shardId }, held.lease.checkpoint);
  const leaving = new AbortController();
  let isRead = false;
  let ending: Promise<void> | undefined;

  const lanes = new Lanes<ShardRecord<Content>>(platform, {
    ...options,
    handle: isolating(platform, {
      ...options,
      signal: leaving.signal,
      handle: async (records) => {
        await ensureHeld();
        await options.handle(records.map((record) => record.content()));
      },
      park,
      failed: (error) => {
        metrics.streamFailures.inc({ stream });
        log.warn({ err: error, ...fields }, 'stream-batch-failed');
      },
    }),
  });

  /** A pod that was asleep for longer than its lease must not go on as if nothing had happened. */
  async function ensureHeld(): Promise<void> {
    if (held.ageMs() >= leaseMs) await held.save(lanes.reached);
    if (!held.isLost) return;
    void finish('lost');
    throw new Unavailable(`the lease of ${shardId} is lost`);
  }

  async function park({ sequenceNumber }: ShardRecord<Content>, failure: unknown): Promise<void> {
    const reason = failure instanceof Error ? failure.message : String(failure);
    const reference = { application, stream: StreamName, shardId, sequenceNumber, reason };
    try {
      await options.park(reference);
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      // Without a queue to send it to, the log line below is what is left to find the record by.
      log.error({ err: error, ...fields }, 'not-sent-to-dead-letters');
    }
    metrics.streamParked.inc({ stream });
    log.error({ err: failure, ...reference }, 'change-parked');
  }

  /** Never oftener than `pollMs`, also when behind: other applications read the shard too. */
  async function read(): Promise<number> {
    if (isRead || lanes.waiting >= mostWaiting) return pollMs;
    const { records, behindMs, isLast } = await cursor.read();
    // What comes while the shard is being left is for the next pod.
    if (leaving.signal.aborted) return pollMs;
    metrics.streamBehind.set({ stream, shard: shardId }, behindMs / 1_000);
    lanes.add(records.map((record) => toShardRecord(options.format, record)));
    isRead = isLast;
    return pollMs;
  }

  /** Keeps the lease, and checkpoints at most once a second. */
  async function keep(): Promise<number> {
    if (isRead && lanes.isEmpty) void finish('ended');
    else if (held.isWanted) void finish('wanted');
    else {
      const hasMoved = lanes.reached !== undefined && lanes.reached !== held.lease.checkpoint;
      const dueMs = hasMoved ? Math.min(renewMs, checkpointEveryMs) : renewMs;
      if (held.ageMs() >= dueMs && !(await held.save(lanes.reached))) void finish('lost');
    }
    return Math.min(50, renewMs / 3);
  }

  function finish(why: 'ended' | 'wanted' | 'stopped' | 'lost' | 'killed'): Promise<void> {
    if (why === 'lost' || why === 'killed') {
      leaving.abort();
      lanes.abandon();
    }
    ending ??= end(why);
    return ending;
  }

  async function end(why: string): Promise<void> {
    log.info({ ...fields, why }, 'shard-left');
    leaving.abort();
    await Promise.all([fetching.stop(), lanes.drain()]);
    await keeping.stop();
    const isOurs = why !== 'lost' && why !== 'killed' && !held.isLost;
    try {
      if (isOurs) await held.handOver(why === 'ended' ? shardEnd : lanes.reached);
    } catch (error) {
      // Another pod takes it when its time is over, and reads again what came after the last checkpoint.
      log.warn({ err: error, ...fields }, 'lease-not-released');
    }
    metrics.streamBehind.remove({ stream, shard: shardId });
    over();
  }

  const loops = { random, baseMs: Math.max(pollMs, 50) };
  const fetching = loop({
    ...loops,
    turn: read,
    failed: (error) => log.warn({ err: error, ...fields }, 'shard-not-read'),
  });
  const keeping = loop({
    ...loops,
    capMs: renewMs,
    turn: keep,
    failed: (error) => log.warn({ err: error, ...fields }, 'lease-not-renewed'),
  });

  return {
    start: () => {
      fetching.start();
      keeping.start();
    },
    stop: () => finish('stopped'),
    kill: () => finish('killed'),
  };
}
