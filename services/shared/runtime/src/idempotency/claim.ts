import type { Table } from '../table.ts';
import type { IdempotencyRecord } from './idempotency-record.ts';

type Change = Pick<IdempotencyRecord, 'status'> &
  Partial<Pick<IdempotencyRecord, 'result' | 'unkept' | 'leaseUntilMs'>>;

/** How long claims and records last. */
export interface ClaimDurations {
  /** How long a claim lasts that is not renewed. */
  readonly leaseMs: number;
  /** How long a record is remembered: longer than any queue of dead letters keeps its message. */
  readonly rememberedSeconds: number;
}

/** A claim that we hold until another has taken it over. Every write is conditional on its token. */
export class Claim {
  readonly #table: Table<IdempotencyRecord>;
  readonly #now: () => Date;
  readonly #durations: ClaimDurations;
  #record: IdempotencyRecord;

  constructor(
    table: Table<IdempotencyRecord>,
    now: () => Date,
    durations: ClaimDurations,
    record: IdempotencyRecord,
  ) {
    this.#table = table;
    this.#now = now;
    this.#durations = durations;
    this.#record = record;
  }

  get token(): number {
    return this.#record.token;
  }

  /** Until when nobody else may begin, as far as we know. Milliseconds since the epoch. */
  get leaseUntilMs(): number {
    return this.#record.leaseUntilMs;
  }

  /** Resolves with whether the claim is still ours. */
  async renew(): Promise<boolean> {
    const leaseUntilMs = this.#now().getTime() + this.#durations.leaseMs;
    return this.#write({ status: 'claimed', leaseUntilMs });
  }

  /** Lets the next try begin at once. Resolves with whether the claim was ours. */
  async release(): Promise<boolean> {
    return this.#write({ status: 'released' });
  }

  /** Records what came of it. Resolves with whether the claim was ours; if not, nothing is recorded. */
  async complete(outcome: Pick<IdempotencyRecord, 'result' | 'unkept'>): Promise<boolean> {
    return this.#write({ status: 'completed', ...outcome });
  }

  async #write(change: Change): Promise<boolean> {
    const { idempotencyKey, token } = this.#record;
    const ttl = expiryOf(this.#now(), this.#durations);
    const next = { ...this.#record, ...change, ttl };
    const condition = { equal: { token, status: 'claimed' } };
    if ((await this.#table.put(next, condition)) === 'refused') {
      const stored = await this.#table.get({ idempotencyKey }, { consistent: true });
      // The same write, whose reply was lost.
      if (stored?.token !== token || stored.status !== change.status) return false;
    }
    this.#record = next;
    return true;
  }
}

/** When a record that is written now counts as absent. */
export function expiryOf(now: Date, { rememberedSeconds }: ClaimDurations): number {
  return Math.floor(now.getTime() / 1_000) + rememberedSeconds;
}
