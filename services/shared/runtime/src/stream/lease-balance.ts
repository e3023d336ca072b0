/** A shard that may be read, as a pod sees its lease. */
export interface Candidate {
  readonly shardId: string;
  /** Who reads it; absent when nobody does any more. */
  readonly owner?: string;
  /** Who has asked for it. */
  readonly wantedBy?: string;
}

/** What a pod should do next: take what is free, or ask for one shard of the pod that has most. */
export interface Choice {
  readonly take: readonly string[];
  readonly ask?: string;
}

/**
 * The pod's next step towards equal shares: after enough of them by all pods, every shard is read and no pod has two
 * more than another.
 */
export function chooseLeases(candidates: readonly Candidate[], me: string): Choice {
  const shares = new Map<string, Candidate[]>([[me, []]]);
  for (const candidate of candidates) {
    const { owner, wantedBy = owner } = candidate;
    if (owner === undefined || wantedBy === undefined) continue;
    shares.set(wantedBy, [...(shares.get(wantedBy) ?? []), candidate]);
  }
  const mine = shares.get(me)?.length ?? 0;
  const fair = Math.ceil(candidates.length / shares.size);
  const free = candidates.filter(({ owner }) => owner === undefined);
  if (free.length > 0) {
    return { take: free.slice(0, Math.max(0, fair - mine)).map(({ shardId }) => shardId) };
  }
  const [most = []] = [...shares.values()].sort((a, b) => b.length - a.length);
  const spare = most.find(({ wantedBy }) => wantedBy === undefined);
  return { take: [], ask: most.length - mine >= 2 ? spare?.shardId : undefined };
}
