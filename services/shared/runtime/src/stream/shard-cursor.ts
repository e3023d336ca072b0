import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
} from '@aws-sdk/client-kinesis';
import { Unavailable } from '@waybill/kernel/failure';
import type { Aws } from '../aws.ts';
import { trimHorizon } from './lease.ts';

/** Twice as much as a shard takes in during half a second. */
const recordsARead = 1_000;

/** What one read of a shard gives. */
export interface ShardPage {
  readonly records: readonly _Record[];
  readonly behindMs: number;
  /** The shard is closed, and this was the last of it. */
  readonly isLast: boolean;
}

/** A place in a shard, which only goes forward, though an answer may come again. A read that fails leaves it where it is. */
export class ShardCursor {
  readonly #kinesis: Aws['kinesis'];
  readonly #shard: { readonly StreamName: string; readonly ShardId: string };
  #after: string;
  #iterator: string | undefined;

  /** Stands behind a sequence number, or at `TRIM_HORIZON`. */
  constructor({ kinesis }: Aws, shard: { StreamName: string; ShardId: string }, after: string) {
    this.#kinesis = kinesis;
    this.#shard = shard;
    this.#after = after;
  }

  async read(): Promise<ShardPage> {
    try {
      this.#iterator ??= await this.#iteratorHere();
      const answer = await this.#kinesis.send(
        new GetRecordsCommand({ ShardIterator: this.#iterator, Limit: recordsARead }),
      );
      const records = newAndInOrder(answer.Records ?? [], this.#after);
      this.#after = records.at(-1)?.SequenceNumber ?? this.#after;
      this.#iterator = answer.NextShardIterator;
      const isLast = this.#iterator === undefined;
      return { records, behindMs: answer.MillisBehindLatest ?? 0, isLast };
    } catch (error) {
      // A throttled iterator is as good as before.
      if (!(error instanceof Unavailable)) this.#iterator = undefined;
      if (error instanceof ExpiredIteratorException) return this.read();
      throw error;
    }
  }

  async #iteratorHere(): Promise<string | undefined> {
    const place =
      this.#after === trimHorizon
        ? { ShardIteratorType: 'TRIM_HORIZON' as const }
        : {
            ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const,
            StartingSequenceNumber: this.#after,
          };
    const command = new GetShardIteratorCommand({ ...this.#shard, ...place });
    return (await this.#kinesis.send(command)).ShardIterator;
  }
}

/** A checkpoint tells of everything before it: so records go on in the order of their numbers, whatever order they came in. */
function newAndInOrder(records: readonly _Record[], after: string): _Record[] {
  return records
    .filter(
      ({ SequenceNumber = '' }) => after === trimHorizon || compare(SequenceNumber, after) > 0,
    )
    .sort((a, b) => compare(a.SequenceNumber, b.SequenceNumber));
}

/** Sequence numbers are whole numbers too long for a `number`. */
function compare(a = '', b = ''): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
