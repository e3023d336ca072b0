import { commitTables } from '../commit-tables.ts';
import type { Period } from './command.ts';
import { parseInstant } from './instant.ts';
import { UsageError } from './usage-error.ts';

interface Said {
  readonly since?: string;
  readonly until?: string;
  readonly table?: string;
}

/** Which commits are meant. @throws UsageError */
export function periodOf({ since, until, table }: Said, now: Date): Period {
  if (since === undefined) throw new UsageError('republish needs --since');
  const from = instant('since', since, now);
  const to = until === undefined ? undefined : instant('until', until, now);
  if (from > now.toISOString()) throw new UsageError(`--since ${since} is in the future`);
  if (to !== undefined && to <= from) throw new UsageError('--until is not after --since');
  if (table !== undefined && !commitTables.includes(table)) {
    throw new UsageError(
      `there is no table "${table}" of commits, only ${commitTables.join(', ')}`,
    );
  }
  return { since: from, until: to, tables: table === undefined ? commitTables : [table] };
}

function instant(flag: string, text: string, now: Date): string {
  const parsed = parseInstant(text, now);
  if (parsed !== undefined) return parsed;
  throw new UsageError(
    `--${flag} is a day, an instant with its offset (2026-01-31T10:00:00Z) or so long ago (90m, 12h, 3d), not "${text}"`,
  );
}
