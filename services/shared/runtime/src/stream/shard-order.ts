import { shardEnd, type Lease } from './lease.ts';

/** A shard and what it was split or merged from. */
export interface ShardInfo {
  readonly shardId: string;
  readonly parents: readonly string[];
}

/** The checkpoints of shards, by shard. */
export type Leases = ReadonlyMap<string, Pick<Lease, 'checkpoint'>>;

/** The shards whose leases matter: those listed, and parents that are listed no more. */
export function shardsToKnow(listed: readonly ShardInfo[]): string[] {
  return [...new Set(listed.flatMap(({ shardId, parents }) => [shardId, ...parents]))];
}

/** The shards that may be read: not read to their end, unlike every parent that is still there. */
export function readableShards(listed: readonly ShardInfo[], leases: Leases): ShardInfo[] {
  const present = new Set(listed.map(({ shardId }) => shardId));
  const isDone = (id: string): boolean => leases.get(id)?.checkpoint === shardEnd;
  return listed.filter(
    ({ shardId, parents }) =>
      !isDone(shardId) && parents.every((parent) => !present.has(parent) || isDone(parent)),
  );
}

/** The shards whose leases are of no more use: read to their end, and forgotten by Kinesis. */
export function retiredShards(listed: readonly ShardInfo[], leases: Leases): string[] {
  const present = new Set(listed.map(({ shardId }) => shardId));
  return [...leases]
    .filter(([shardId, { checkpoint }]) => checkpoint === shardEnd && !present.has(shardId))
    .map(([shardId]) => shardId);
}
