import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
} from '@aws-sdk/client-kinesis';
import { Unavailable } from '@waybill/kernel/failure';
import { loop } from '../loop.ts';
import type { Platform } from '../platform.ts';
import type { Worker } from '../worker.ts';
import type { ChangeStreamOptions } from './change-stream.ts';
import { isolating } from './isolation.ts';
import { parseChange, type ChangeRecord } from './change-record.ts';
import { shardEnd, trimHorizon } from './lease.ts';

const recordsARead = 500;
const checkpointEveryMs = 1_000;

/** Reads one shard from its checkpoint to its end. A batch that fails is handled again, and nothing is skipped. */
export function createShardReader(
  platform: Platform,
  { stream, leases, handle, pollMs }: ChangeStreamOptions,
  from: { shardId: string; lease: { leaseKey: string; checkpoint?: string } },
): Worker {
  const { aws, log, metrics, name, now, random } = platform;
  const handleAll = isolating(platform, stream, handle);
  const StreamName = name(stream);
  const { shardId, lease } = from;
  let reached = lease.checkpoint ?? trimHorizon;
  let saved: string | undefined = lease.checkpoint;
  let savedAtMs = 0;
  let iterator: string | undefined;
  let isFinished = false;

  async function iteratorAfter(sequenceNumber: string): Promise<string | undefined> {
    const start =
      sequenceNumber === trimHorizon
        ? { ShardIteratorType: 'TRIM_HORIZON' as const }
        : {
            ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const,
            StartingSequenceNumber: sequenceNumber,
          };
    const answer = await aws.kinesis.send(
      new GetShardIteratorCommand({ StreamName, ShardId: shardId, ...start }),
    );
    return answer.ShardIterator;
  }

  async function turn(): Promise<number> {
    if (isFinished) {
      await checkpoint(true);
      return 60_000;
    }
    try {
      return await read();
    } catch (error) {
      // A throttled iterator is as good as before.
      if (!(error instanceof Unavailable)) iterator = undefined;
      if (error instanceof ExpiredIteratorException) return 0;
      throw error;
    }
  }

  async function read(): Promise<number> {
    iterator ??= await iteratorAfter(reached);
    const answer = await aws.kinesis.send(
      new GetRecordsCommand({ ShardIterator: iterator, Limit: recordsARead }),
    );
    const behindMs = answer.MillisBehindLatest ?? 0;
    metrics.streamBehind.set({ stream, shard: shardId }, behindMs / 1_000);
    const records = answer.Records ?? [];
    if (records.length > 0) await handleAll(changesOf(records));
    reached = records.at(-1)?.SequenceNumber ?? reached;
    iterator = answer.NextShardIterator;
    if (iterator === undefined) {
      isFinished = true;
      reached = shardEnd;
    }
    await checkpoint(isFinished);
    // Kinesis may answer nothing although it is behind: that must not become a tight loop.
    if (behindMs > 0) return records.length > 0 ? 0 : Math.min(pollMs, 200);
    return pollMs;
  }

  function changesOf(records: readonly _Record[]): ChangeRecord[] {
    return records.flatMap(({ Data, SequenceNumber }) => {
      try {
        return Data ? [parseChange(Data)] : [];
      } catch (error) {
        log.error({ err: error, stream, shardId, SequenceNumber }, 'not-a-change-record');
        return [];
      }
    });
  }

  async function checkpoint(isDue: boolean): Promise<void> {
    const nowMs = now().getTime();
    if (reached === saved || reached === trimHorizon) return;
    if (!isDue && nowMs - savedAtMs < checkpointEveryMs) return;
    await leases.put({ leaseKey: lease.leaseKey, checkpoint: reached });
    saved = reached;
    savedAtMs = nowMs;
  }

  const reading = loop({
    turn,
    failed: (error) => {
      metrics.streamFailures.inc({ stream });
      log.warn({ err: error, stream, shardId }, 'stream-batch-failed');
    },
    random,
  });

  return {
    start: () => reading.start(),
    stop: async () => {
      await reading.stop();
      await checkpoint(true);
    },
  };
}
