/** A record as kinesalite keeps it. `Data` is in base64, the arrival in seconds. */
export interface StoredRecord {
  readonly PartitionKey: string;
  readonly Data: string;
  readonly ApproximateArrivalTimestamp: number;
}

interface Entry {
  readonly sequenceNumber: string;
  readonly record: StoredRecord;
}

/** One shard's records. Their sequence numbers are equally long, and rise with their arrival. */
export class ShardRecords {
  #entries: Entry[] = [];

  get newest(): Entry | undefined {
    return this.#entries.at(-1);
  }

  append(sequenceNumber: string, record: StoredRecord): void {
    this.#entries.push({ sequenceNumber, record });
  }

  *from(sequenceNumber: string): Generator<Entry> {
    const entries = this.#entries;
    let index = this.#first((entry) => entry.sequenceNumber >= sequenceNumber);
    for (let entry = entries[index]; entry; entry = entries[++index]) yield entry;
  }

  /** The first record that arrived at that time or later, in seconds. */
  arrivedSince(seconds: number): Entry | undefined {
    return this.#entries[
      this.#first(({ record }) => record.ApproximateArrivalTimestamp >= seconds)
    ];
  }

  /** Forgets the records up to and including this one. */
  trim(sequenceNumber: string): void {
    const kept = this.#first((entry) => entry.sequenceNumber > sequenceNumber);
    this.#entries = this.#entries.slice(kept);
  }

  #first(fits: (entry: Entry) => boolean): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry && fits(entry)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
