import type { Table } from '../table.ts';
import type { Lease } from './lease.ts';

type Change = (lease: Lease) => Lease;

/** Two of our own writes whose replies were lost, and one request for the shard, may each have moved the counter. */
const attempts = 4;

/** A lease that this pod holds, until another has taken it. Writes are conditional on owner and counter, one at a time. */
export class HeldLease {
  readonly #table: Table<Lease>;
  readonly #owner: string;
  readonly #now: () => Date;
  #lease: Lease;
  #savedAtMs: number;
  #isLost = false;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(table: Table<Lease>, owner: string, lease: Lease, now: () => Date) {
    this.#table = table;
    this.#owner = owner;
    this.#lease = lease;
    this.#now = now;
    this.#savedAtMs = now().getTime();
  }

  get lease(): Lease {
    return this.#lease;
  }

  /** Another pod asks for the shard. */
  get isWanted(): boolean {
    return this.#lease.leaseWantedBy !== undefined;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** How long ago the lease was known to be ours, in milliseconds, by our own clock. */
  ageMs(): number {
    return this.#now().getTime() - this.#savedAtMs;
  }

  /** Renews, and checkpoints if told a sequence number. Resolves with whether the lease is still ours. */
  save(checkpoint?: string): Promise<boolean> {
    return this.#write((lease) => at(lease, checkpoint));
  }

  /** Checkpoints, and gives the lease to whoever asks for it, or to nobody. */
  handOver(checkpoint?: string): Promise<boolean> {
    return this.#write(({ leaseWantedBy, ...lease }) => ({
      ...at(lease, checkpoint),
      leaseOwner: leaseWantedBy,
    }));
  }

  #write(change: Change): Promise<boolean> {
    const written = this.#writing.then(() => this.#put(change));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #put(change: Change): Promise<boolean> {
    for (let attempt = 0; attempt < attempts && !this.#isLost; attempt += 1) {
      const { leaseKey, leaseCounter } = this.#lease;
      const sinceMs = this.#now().getTime();
      const next = { ...change(this.#lease), leaseCounter: leaseCounter + 1 };
      const condition = { equal: { leaseOwner: this.#owner, leaseCounter } };
      if ((await this.#table.put(next, condition)) === 'stored') {
        this.#lease = next;
        this.#savedAtMs = sinceMs;
        return true;
      }
      const stored = await this.#table.get({ leaseKey }, { consistent: true });
      // Our own write whose reply was lost, or a request for the shard, also moves the counter.
      if (stored?.leaseOwner === this.#owner) this.#lease = stored;
      else this.#isLost = true;
    }
    return false;
  }
}

function at(lease: Lease, checkpoint = lease.checkpoint): Lease {
  if (checkpoint === lease.checkpoint) return lease;
  return { ...lease, checkpoint, ownerSwitchesSinceCheckpoint: 0 };
}
