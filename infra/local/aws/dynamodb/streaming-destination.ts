import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { changeRecord, type Precision } from './change-record.ts';
import { sameValue } from './same-value.ts';
import type { Change } from './store.ts';

const maxRecords = 500;
const maxRecordBytes = 1024 * 1024;
const maxBatchBytes = 4 * 1024 * 1024;
const firstRetryMs = 50;
const lastRetryMs = 5_000;

export type PutRecords = (
  streamArn: string,
  records: readonly { partitionKey: string; data: Buffer }[],
) => Promise<void>;

/** A Kinesis stream that hears a table's changes, some moments after they happen. */
export class StreamingDestination {
  readonly streamArn: string;
  precision: Precision;
  readonly #putRecords: PutRecords;
  readonly #stopped = new AbortController();
  #waiting: { change: Change; at: number }[] = [];
  #draining = false;

  constructor(streamArn: string, precision: Precision, putRecords: PutRecords) {
    this.streamArn = streamArn;
    this.precision = precision;
    this.#putRecords = putRecords;
  }

  /** Queues a change that was made `at`, in milliseconds. Never waits. */
  push(change: Change, at: number): void {
    this.#waiting.push({ change, at });
    if (this.#draining) return;
    this.#draining = true;
    setImmediate(() => void this.#drain());
  }

  /** Ends sending. What waits is lost. */
  stop(): void {
    this.#stopped.abort();
    this.#waiting = [];
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const batch of this.#batches(waiting)) await this.#send(batch);
    }
    this.#draining = false;
  }

  *#batches(waiting: readonly { change: Change; at: number }[]) {
    let batch: { partitionKey: string; data: Buffer }[] = [];
    let bytes = 0;
    for (const { change, at } of waiting) {
      if (sameValue(change.before, change.after)) continue;
      const data = changeRecord(change, at, this.precision);
      // AWS leaves these out as well, and counts them as FailedToReplicateRecordCount.
      if (data.length > maxRecordBytes) continue;
      if (batch.length === maxRecords || bytes + data.length > maxBatchBytes) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      // AWS promises no shard to an item, so nothing here should come to rely on one.
      batch.push({ partitionKey: randomUUID(), data });
      bytes += data.length;
    }
    if (batch.length > 0) yield batch;
  }

  async #send(batch: readonly { partitionKey: string; data: Buffer }[]): Promise<void> {
    const { signal } = this.#stopped;
    for (let waitMs = firstRetryMs; !signal.aborted; waitMs = Math.min(2 * waitMs, lastRetryMs)) {
      try {
        await this.#putRecords(this.streamArn, batch);
        return;
      } catch {
        await delay(waitMs, undefined, { ref: false, signal }).catch(() => undefined);
      }
    }
  }
}
