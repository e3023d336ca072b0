import { Unavailable } from '@waybill/kernel/failure';
import { backoffMs } from '../backoff.ts';
import type { Platform } from '../platform.ts';
import { SomeFailed } from './some-failed.ts';

/** What becomes of a batch that fails: the settings of a Lambda event-source mapping. */
export interface IsolationOptions<Record> {
  /** How often a record, or a batch that is not bisected, is tried before it is parked. */
  readonly maximumRetryAttempts: number;
  readonly bisectBatchOnError: boolean;
  /** May say with `SomeFailed` that it is done with all but some. */
  readonly handle: (records: readonly Record[]) => Promise<void>;
  /** Puts a record aside, by reference. */
  readonly park: (record: Record, failure: unknown) => Promise<void>;
  /** Told of every failure, whatever comes of it. */
  readonly failed: (error: unknown) => void;
  /** Ends the waiting for an outage to pass. */
  readonly signal: AbortSignal;
}

/**
 * Keeps one bad record from holding up those behind it: a batch that fails for a reason of its own is halved until the
 * record is alone, tried again, and parked. An outage is nobody's fault: it is waited for, however long it lasts.
 * Rejects only when the signal fires during an outage.
 */
export function isolating<Record>(
  { random, sleep }: Pick<Platform, 'random' | 'sleep'>,
  options: IsolationOptions<Record>,
): (records: readonly Record[]) => Promise<void> {
  const { maximumRetryAttempts, bisectBatchOnError, handle, park, failed, signal } = options;
  const isOver = (): boolean => signal.aborted;

  /** Does the work as soon as nothing is away. Resolves with why it fails, if that is a reason of its own. */
  async function outlast(work: () => Promise<void>): Promise<{ failure: unknown } | undefined> {
    for (let outage = 0; ; outage += 1) {
      try {
        await work();
        return undefined;
      } catch (failure) {
        failed(failure);
        if (!(failure instanceof Unavailable)) return { failure };
        if (isOver()) throw failure;
        await sleep(backoffMs(outage, { baseMs: 100, capMs: 10_000, random }), signal);
        if (isOver()) throw failure;
      }
    }
  }

  /** What cannot be parked now may be handled the next time, so both are tried again. */
  async function handleOrPark(records: readonly Record[]): Promise<void> {
    try {
      await handle(records);
    } catch (error) {
      if (!(error instanceof SomeFailed)) throw error;
      for (const [position, failure] of error.failures) {
        const record = records[position];
        if (record !== undefined) await park(record, failure);
      }
    }
  }

  return async function isolate(records): Promise<void> {
    const isAlone = records.length === 1 || !bisectBatchOnError;
    const tries = isAlone ? maximumRetryAttempts : 1;
    let failure: unknown;
    for (let attempt = 0; attempt < tries; attempt += 1) {
      if (attempt > 0) await sleep(backoffMs(attempt, { baseMs: 50, capMs: 1_000, random }));
      const outcome = await outlast(() => handleOrPark(records));
      if (!outcome) return;
      failure = outcome.failure;
    }
    if (isAlone) {
      for (const record of records) await outlast(() => park(record, failure));
      return;
    }
    const half = Math.ceil(records.length / 2);
    await isolate(records.slice(0, half));
    await isolate(records.slice(half));
  };
}
