import type { Stream as NodeStream } from 'node:stream';
import { replayStream } from '../dynamodb/replay-stream.ts';
import { ShardRecords, type StoredRecord } from './shard-records.ts';

const maxAnswerBytes = 10 * 1024 * 1024;

type Done = (error?: Error | null) => void;

/** One stream's records, with the face of a LevelDB that kinesalite knows. Keys are shard/number. */
export class StreamRecords {
  readonly #shards = new Map<string, ShardRecords>();

  shard(hex: string): ShardRecords {
    const records = this.#shards.get(hex) ?? new ShardRecords();
    this.#shards.set(hex, records);
    return records;
  }

  put(key: string, record: StoredRecord, done: Done): void {
    this.#append(key, record);
    done();
  }

  batch(
    operations: readonly { type: string; key: string; value: StoredRecord }[],
    ...rest: [Done] | [object, Done]
  ): void {
    const puts = operations.filter(({ type }) => type === 'put');
    // A shard keeps the order of the numbers, and a batch comes in the order of the request.
    for (const { key, value } of puts.sort((a, b) => (a.key < b.key ? -1 : 1))) {
      this.#append(key, value);
    }
    for (const { type, key } of operations) if (type === 'del') this.#trim(key);
    const done = rest.at(-1) as Done;
    done();
  }

  createReadStream({ gte }: { gte: string }): NodeStream {
    const [hex, number] = parts(gte);
    return replayStream(() => this.#read(hex, number));
  }

  *#read(hex: string, number: string) {
    let bytes = 0;
    for (const { sequenceNumber, record } of this.shard(hex).from(number)) {
      // Kinesalite writes on what it reads, so it gets a copy.
      yield { key: `${hex}/${sequenceNumber}`, value: { ...record } };
      bytes += (record.Data.length * 3) / 4;
      if (bytes > maxAnswerBytes) return;
    }
  }

  #append(key: string, record: StoredRecord): void {
    const [hex, number] = parts(key);
    // A shard born of a reshard starts a second ahead, and dates its first records so.
    const arrival = Math.min(record.ApproximateArrivalTimestamp, Date.now() / 1000);
    this.shard(hex).append(number, { ...record, ApproximateArrivalTimestamp: arrival });
  }

  #trim(key: string): void {
    const [hex, number] = parts(key);
    this.shard(hex).trim(number);
  }
}

function parts(key: string): [string, string] {
  const [hex = '', number = ''] = key.split('/');
  return [hex, number];
}
