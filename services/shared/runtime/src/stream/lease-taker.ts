import type { Platform } from '../platform.ts';
import type { Table } from '../table.ts';
import { HeldLease } from './held-lease.ts';
import { chooseLeases, type Candidate } from './lease-balance.ts';
import { LeaseView } from './lease-view.ts';
import { trimHorizon, type Lease } from './lease.ts';
import { readableShards, retiredShards, shardsToKnow, type ShardInfo } from './shard-order.ts';

/** Whose leases, and for how long. */
export interface LeaseTakerOptions {
  readonly leases: Table<Lease>;
  /** The pod. No other has the same. */
  readonly owner: string;
  /** `<application>/<stream>`. */
  readonly prefix: string;
  readonly leaseMs: number;
}

/** A lease that has come to this pod. */
export interface Taken {
  readonly shardId: string;
  readonly held: HeldLease;
}

/** Comes to its fair share of a stream's shards, one look at the table after the other. */
export class LeaseTaker {
  readonly #options: LeaseTakerOptions;
  readonly #now: () => Date;
  readonly #view = new LeaseView();

  constructor({ now }: Pick<Platform, 'now'>, options: LeaseTakerOptions) {
    this.#options = options;
    this.#now = now;
  }

  /** Looks once, and takes or asks for what is due. Resolves with what is newly ours beside `held`. */
  async look(listed: readonly ShardInfo[], held: ReadonlySet<string>): Promise<Taken[]> {
    const { owner, leases: table } = this.#options;
    const leases = await this.#read(shardsToKnow(listed));
    const readable = readableShards(listed, leases);
    const candidates = readable.map(({ shardId }) => this.#candidate(shardId, leases.get(shardId)));
    const { take, ask } = chooseLeases(candidates, owner);
    const taken: (Taken | undefined)[] = [];
    for (const { shardId, parents } of readable) {
      const lease = leases.get(shardId);
      if (held.has(shardId)) continue;
      if (lease?.leaseOwner === owner) taken.push(await this.#adopt(shardId, lease));
      else if (take.includes(shardId)) taken.push(await this.#take(shardId, parents, lease));
      else if (ask === shardId && lease) await this.#ask(lease);
    }
    for (const shardId of retiredShards(listed, leases)) {
      await table.delete({ leaseKey: this.#keyOf(shardId) });
      this.#view.forget(this.#keyOf(shardId));
    }
    return taken.filter((each) => each !== undefined);
  }

  async #read(shardIds: readonly string[]): Promise<Map<string, Lease>> {
    const keys = shardIds.map((shardId) => ({ leaseKey: this.#keyOf(shardId) }));
    const leases = await this.#options.leases.getMany(keys);
    const nowMs = this.#now().getTime();
    leases.forEach((lease) => this.#view.see(lease, nowMs));
    const skipped = this.#options.prefix.length + 1;
    return new Map(leases.map((lease) => [lease.leaseKey.slice(skipped), lease]));
  }

  #candidate(shardId: string, lease: Lease | undefined): Candidate {
    const nowMs = this.#now().getTime();
    const isMine = lease?.leaseOwner === this.#options.owner;
    const isGone = lease && this.#view.isExpired(lease, nowMs, this.#options.leaseMs);
    if (!lease || (isGone && !isMine)) return { shardId };
    return { shardId, owner: lease.leaseOwner, wantedBy: lease.leaseWantedBy };
  }

  /** What was handed to us, or what we have taken without hearing that it worked. The read may be old: a write tells. */
  async #adopt(shardId: string, lease: Lease): Promise<Taken | undefined> {
    const held = this.#hold(lease);
    return (await held.save()) ? { shardId, held } : undefined;
  }

  async #take(
    shardId: string,
    parents: readonly string[],
    seen: Lease | undefined,
  ): Promise<Taken | undefined> {
    const leaseKey = this.#keyOf(shardId);
    const lease: Lease = {
      leaseKey,
      leaseOwner: this.#options.owner,
      leaseCounter: (seen?.leaseCounter ?? 0) + 1,
      checkpoint: seen?.checkpoint ?? trimHorizon,
      ownerSwitchesSinceCheckpoint: (seen?.ownerSwitchesSinceCheckpoint ?? -1) + 1,
      ...(parents.length > 0 && { parentShardId: parents }),
    };
    const condition = seen
      ? { equal: { leaseCounter: seen.leaseCounter } }
      : { absent: 'leaseKey' };
    const held = this.#hold(lease);
    const stored = await this.#options.leases.put(lease, condition);
    return stored === 'stored' ? { shardId, held } : undefined;
  }

  async #ask(seen: Lease): Promise<void> {
    const leaseCounter = seen.leaseCounter + 1;
    const lease = { ...seen, leaseCounter, leaseWantedBy: this.#options.owner };
    const condition = { equal: { leaseCounter: seen.leaseCounter } };
    if ((await this.#options.leases.put(lease, condition)) === 'stored') this.#view.moved(lease);
  }

  #hold(lease: Lease): HeldLease {
    return new HeldLease(this.#options.leases, this.#options.owner, lease, this.#now);
  }

  #keyOf(shardId: string): string {
    return `${this.#options.prefix}/${shardId}`;
  }
}
