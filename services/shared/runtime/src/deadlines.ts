import { createHash } from 'node:crypto';
import { loop } from './loop.ts';
import type { Platform } from './platform.ts';
import type { Table } from './table.ts';
import type { Worker } from './worker.ts';

/** A wake-up of one saga, or its place among those that need attention. Wake-ups sort by time within their bucket. */
export interface Deadline {
  readonly bucket: string;
  /** `<RFC 3339>#<sagaId>`; in the bucket `attention` the saga's id alone. */
  readonly due: string;
  readonly sagaId: string;
}

const buckets = 4;
const batchSize = 25;

/** Every partition that wake-ups are in. */
export const deadlineBuckets: readonly string[] = Array.from({ length: buckets }, (_, i) =>
  String(i),
);

/** The row of a wake-up. */
export function deadlineOf(sagaId: string, wakeAt: string): Deadline {
  const hash = createHash('sha256').update(sagaId).digest();
  return { bucket: String(hash.readUInt32BE() % buckets), due: `${wakeAt}#${sagaId}`, sagaId };
}

/** The partition that no sweep reads: sagas that came to need attention, and have not ended since. */
export const attentionBucket = 'attention';

/** The row that keeps a saga on the list of those that need attention. */
export function attentionOf(sagaId: string): Deadline {
  return { bucket: attentionBucket, due: sagaId, sagaId };
}

/**
 * Fires what is due, on any number of pods: firing twice changes nothing. A saga that fails keeps its row
 * and is tried at the next poll; the others go on.
 */
export function createDeadlines(
  { log, now, random, sleep }: Platform,
  options: {
    readonly table: Table<Deadline>;
    readonly pollMs: number;
    readonly fire: (sagaId: string) => Promise<void>;
  },
): Worker {
  const { table, pollMs, fire } = options;

  async function fireOne({ bucket, due, sagaId }: Deadline): Promise<void> {
    try {
      await fire(sagaId);
      await table.delete({ bucket, due });
    } catch (error) {
      log.warn({ err: error, sagaId }, 'deadline-not-fired');
    }
  }

  async function sweep(bucket: string, signal: AbortSignal): Promise<void> {
    let after: Awaited<ReturnType<typeof table.query>>['next'];
    do {
      const page = await table.query({
        partition: { field: 'bucket', value: bucket },
        upTo: { field: 'due', value: `${now().toISOString()}~` },
        limit: batchSize,
        after,
      });
      await Promise.all(page.items.map(fireOne));
      after = page.next;
    } while (after && !signal.aborted);
  }

  return loop({
    turn: async (signal) => {
      await Promise.all(deadlineBuckets.map((bucket) => sweep(bucket, signal)));
      return pollMs;
    },
    failed: (error) => log.warn({ err: error }, 'deadlines-not-read'),
    random,
    sleep,
  });
}
