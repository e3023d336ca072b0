import { attentionBucket, deadlineBuckets, type Deadline } from '@waybill/runtime/deadlines';
import { loop } from '@waybill/runtime/loop';
import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';
import type { Worker } from '@waybill/runtime/worker';

/** What the watch works with. */
export interface SagaWatchOptions {
  readonly platform: Pick<Platform, 'now' | 'random' | 'sleep' | 'log' | 'metrics'>;
  readonly deadlines: Table<Deadline>;
  readonly everyMs: number;
}

const mostCounted = 100;

/** Looks now and then how many sagas need attention, and whether wake-ups are fired: five queries. */
export function createSagaWatch(options: SagaWatchOptions): Worker {
  const { platform, everyMs } = options;
  return loop({
    turn: async () => {
      await measureSagas(options);
      return everyMs;
    },
    failed: (error) => platform.log.warn({ err: error }, 'sagas-not-measured'),
    random: platform.random,
    sleep: platform.sleep,
  });
}

async function measureSagas({ platform, deadlines }: SagaWatchOptions): Promise<void> {
  const { metrics, now } = platform;
  const first = (value: string, limit: number) =>
    deadlines.query({ partition: { field: 'bucket', value }, limit });
  const [inAttention, ...next] = await Promise.all([
    first(attentionBucket, mostCounted),
    ...deadlineBuckets.map((bucket) => first(bucket, 1)),
  ]);
  metrics.sagasInAttention.set(inAttention.items.length);
  const due = next.flatMap(({ items }) => items.map((row) => Date.parse(dueOf(row))));
  const latestMs = Math.max(0, ...due.map((at) => now().getTime() - at));
  metrics.deadlineLateness.set(latestMs / 1_000);
}

/** The instant in a wake-up's key, `<RFC 3339>#<sagaId>`. */
function dueOf({ due }: Deadline): string {
  return due.slice(0, due.indexOf('#'));
}
