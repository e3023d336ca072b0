/** A record of a shard that is to be handled. */
export interface Waiting {
  readonly sequenceNumber: string;
  /** Records of one lane are handled one after the other: the aggregate. */
  readonly lane: string;
}

/**
 * What is read and not yet handled. Batches are given out in the order of the shard, and never two at once with
 * records of one lane.
 */
export class Backlog<Record extends Waiting> {
  /** Everything from the first record that is not done, in order. */
  #open: Record[] = [];
  #waiting: Record[] = [];
  readonly #done = new Set<Record>();
  readonly #busy = new Set<string>();
  #furthest: Record | undefined;
  #reached: string | undefined;

  /** Up to which sequence number every record is done. */
  get reached(): string | undefined {
    return this.#reached;
  }

  /** How many records have not been given out. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether nothing waits, and nothing that was given out is still under way. */
  get isEmpty(): boolean {
    return this.#open.length === 0;
  }

  add(records: readonly Record[]): void {
    this.#open.push(...records);
    this.#waiting.push(...records);
  }

  /** The next records whose lanes are free, at most so many. */
  next(batchSize: number): Record[] {
    const batch: Record[] = [];
    const left: Record[] = [];
    for (const record of this.#waiting) {
      const isNext = batch.length < batchSize && !this.#busy.has(record.lane);
      (isNext ? batch : left).push(record);
    }
    this.#waiting = left;
    batch.forEach(({ lane }) => this.#busy.add(lane));
    const last = batch.at(-1);
    if (last && !(this.#furthest && this.#isBefore(last, this.#furthest))) this.#furthest = last;
    return batch;
  }

  /** Takes note that the records of a batch are done. */
  done(batch: readonly Record[]): void {
    batch.forEach((record) => this.#done.add(record));
    this.release(batch);
    let count = 0;
    for (const record of this.#open) {
      if (!this.#done.delete(record)) break;
      this.#reached = record.sequenceNumber;
      count += 1;
    }
    this.#open = this.#open.slice(count);
  }

  /** Frees the lanes of a batch that was given up. */
  release(batch: readonly Record[]): void {
    batch.forEach(({ lane }) => this.#busy.delete(lane));
  }

  /** Forgets what waits behind everything that was begun, so that all that is done lies before the checkpoint. */
  curtail(): void {
    const end = this.#furthest ? this.#open.indexOf(this.#furthest) + 1 : 0;
    this.#open = this.#open.slice(0, end);
    const kept = new Set(this.#open);
    this.#waiting = this.#waiting.filter((record) => kept.has(record));
  }

  #isBefore(one: Record, other: Record): boolean {
    const at = this.#open.indexOf(other);
    return at >= 0 && this.#open.indexOf(one) < at;
  }
}
