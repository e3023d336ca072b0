import type { Commit } from '@waybill/kernel/commit';
import type { Projection } from '@waybill/kernel/projection';
import { Unavailable } from '@waybill/kernel/failure';
import { fromItem, isCommitItem } from './commit-item.ts';
import type { EventStore } from './event-store.ts';
import type { Platform } from './platform.ts';
import type { ChangeRecord } from './stream/change-record.ts';
import type { Table } from './table.ts';

/** A row knows the last commit that it shows. */
export interface Versioned {
  readonly version: number;
}

const attempts = 10;

/** Keeps the rows of a projection, whatever the order, number and repetition of the commits that it is given. */
export function createProjector<Row extends Versioned>(
  { metrics, now }: Pick<Platform, 'metrics' | 'now'>,
  projection: Projection<Row>,
  { table, store }: { table: Table<Row>; store: EventStore },
) {
  const { key } = projection;

  async function project(aggregateId: string, given: readonly Commit[]): Promise<void> {
    const newest = Math.max(...given.map(({ version }) => version));
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      // A first commit needs no read: the condition below says whether a row is there already.
      const isNew = attempt === 0 && given.some(({ version }) => version === 1);
      const row = isNew ? undefined : await table.get({ [key]: aggregateId }, { consistent: true });
      const from = row?.version ?? 0;
      if (from >= newest) return;
      const commits = contiguous(from, given) ?? (await store.read(aggregateId, from));
      const last = commits.at(-1);
      const after = commits.reduce<Row | undefined>((r, c) => projection.apply(r, c), row);
      if (!after || !last) return;
      const condition = row ? { equal: { version: from } } : { absent: key };
      const stored = await table.put({ ...after, version: last.version }, condition);
      if (stored === 'stored') {
        const lagMs = now().getTime() - Date.parse(last.committedAt);
        metrics.projectionLag.observe({ projection: projection.table }, Math.max(0, lagMs) / 1_000);
        return;
      }
    }
    throw new Unavailable(
      `row ${aggregateId} is changed by others faster than it can be projected`,
    );
  }

  /** Projects every commit among the changes. */
  return async function handle(changes: readonly ChangeRecord[]): Promise<void> {
    const byAggregate = new Map<string, Commit[]>();
    for (const commit of commitsIn(changes)) {
      const { aggregateId } = commit;
      byAggregate.set(aggregateId, [...(byAggregate.get(aggregateId) ?? []), commit]);
    }
    await Promise.all([...byAggregate].map(([id, commits]) => project(id, commits)));
  };
}

/** The commits after a version without a gap, or `undefined` if one is missing. */
function contiguous(from: number, given: readonly Commit[]): Commit[] | undefined {
  const byVersion = new Map(given.map((commit) => [commit.version, commit]));
  const newest = Math.max(...byVersion.keys());
  const wanted = Array.from({ length: newest - from }, (_, i) => byVersion.get(from + 1 + i));
  return wanted.every((commit) => commit !== undefined) ? wanted : undefined;
}

/** The commits among changes of a table. */
export function commitsIn(changes: readonly ChangeRecord[]): Commit[] {
  return changes.flatMap(({ newImage }) =>
    newImage && isCommitItem(newImage) ? [fromItem(newImage)] : [],
  );
}
