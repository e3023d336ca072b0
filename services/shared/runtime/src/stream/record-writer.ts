import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { Unavailable } from '@waybill/kernel/failure';
import { backoffMs } from '../backoff.ts';
import type { Platform } from '../platform.ts';
import { Batcher } from '../queue/batcher.ts';

/** A record to be put on a stream. */
export interface NewRecord {
  /** Records of one key go to one shard, until the stream is resharded. */
  readonly key: string;
  readonly data: string;
}

/** Puts records on a stream. */
export interface RecordWriter {
  /** Resolves when the record is accepted. @throws Unavailable when Kinesis is away, or throttles for longer than some tries */
  put(record: NewRecord): Promise<void>;
}

interface Pending {
  readonly key: string;
  readonly data: Uint8Array;
  readonly accepted: () => void;
  readonly failed: (error: unknown) => void;
}

/** What one `PutRecords` takes, keys included. */
const maxRecords = 500;
const maxBytes = 5_000_000;
const attempts = 6;

/** A writer to `stream` (a logical name) that gathers records for `lingerMs`, or until a call is full. */
export function createRecordWriter(
  { aws: { kinesis }, metrics, name, random, sleep }: Platform,
  { stream, lingerMs }: { readonly stream: string; readonly lingerMs: number },
): RecordWriter {
  const StreamName = name(stream);

  /** Those of the records that were not accepted. */
  async function refusedOf(records: readonly Pending[]): Promise<readonly Pending[]> {
    const Records = records.map(({ key, data }) => ({ PartitionKey: key, Data: data }));
    const answer = await kinesis.send(new PutRecordsCommand({ StreamName, Records }));
    // The call is a success also when every record of it was refused.
    const isAccepted = (_: Pending, i: number) => answer.Records?.[i]?.SequenceNumber !== undefined;
    const accepted = records.filter(isAccepted);
    accepted.forEach((record) => record.accepted());
    const refused = records.filter((record, i) => !isAccepted(record, i));
    metrics.streamRecords.inc({ stream, outcome: 'accepted' }, accepted.length);
    metrics.streamRecords.inc({ stream, outcome: 'refused' }, refused.length);
    return refused;
  }

  async function put(records: readonly Pending[]): Promise<void> {
    let left = records;
    try {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        left = await refusedOf(left);
        if (left.length === 0) return;
        await sleep(backoffMs(attempt, { baseMs: 50, capMs: 2_000, random }));
      }
      throw new Unavailable(`${stream} refuses ${left.length} records`);
    } catch (error) {
      left.forEach(({ failed }) => failed(error));
    }
  }

  const batcher = new Batcher<Pending>({
    size: maxRecords,
    waitMs: lingerMs,
    attempts: 1,
    send: async (records) => {
      await Promise.all(callsOf(records).map(put));
      return [];
    },
    givenUp: () => undefined,
    sleep,
  });

  return {
    put: ({ key, data }) =>
      new Promise((accepted, failed) => {
        batcher.add({ key, data: Buffer.from(data), accepted, failed });
      }),
  };
}

/** Packs records into as few calls as their bytes allow. */
function callsOf(records: readonly Pending[]): Pending[][] {
  const calls: Pending[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = record.data.byteLength + Buffer.byteLength(record.key);
    const last = calls.at(-1);
    if (last && bytes + size <= maxBytes) {
      last.push(record);
      bytes += size;
    } else {
      calls.push([record]);
      bytes = size;
    }
  }
  return calls;
}
