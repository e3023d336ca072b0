import { Unavailable } from '@waybill/kernel/failure';
import { backoffMs } from '../backoff.ts';
import type { Platform } from '../platform.ts';
import type { ChangeRecord } from './change-record.ts';

type Handle = (records: readonly ChangeRecord[]) => Promise<void>;

const attempts = 3;

/**
 * Keeps one bad record from holding up a shard: a batch that fails for a reason of its own is halved until the record
 * is alone, tried three times, and parked by reference. An outage is nobody's fault: it is handed on, to be waited for.
 */
export function isolating(
  { log, metrics, random, sleep }: Pick<Platform, 'log' | 'metrics' | 'random' | 'sleep'>,
  stream: string,
  handle: Handle,
): Handle {
  async function attempt(records: readonly ChangeRecord[]): Promise<unknown> {
    let failure: unknown;
    for (let i = 0; i < attempts; i += 1) {
      try {
        await handle(records);
        return undefined;
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        failure = error;
        await sleep(backoffMs(i, { baseMs: 50, capMs: 1_000, random }));
      }
    }
    return failure;
  }

  return async function isolate(records): Promise<void> {
    const failure = await attempt(records);
    if (failure === undefined) return;
    const [only, ...others] = records;
    if (only && others.length === 0) {
      park(only, failure);
      return;
    }
    const half = Math.ceil(records.length / 2);
    await isolate(records.slice(0, half));
    await isolate(records.slice(half));
  };

  function park({ table, newImage }: ChangeRecord, failure: unknown): void {
    const { aggregateId, version } = newImage ?? {};
    metrics.streamParked.inc({ stream });
    log.error({ err: failure, stream, table, aggregateId, version }, 'change-parked');
  }
}
