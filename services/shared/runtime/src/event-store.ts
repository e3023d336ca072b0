import type { Commit } from '@waybill/kernel/commit';
import type { Write } from './writes.ts';

/** What became of an append. */
export type Appended =
  | { readonly outcome: 'appended' }
  /** Another commit has this version. */
  | { readonly outcome: 'conflict' }
  /** A write's condition did not hold. `found[i]` is what write `i` found where it was refused, `null` for nothing. */
  | {
      readonly outcome: 'refused';
      readonly found: readonly (Readonly<Record<string, unknown>> | null | undefined)[];
    };

/** The commits of one kind of aggregate. */
export interface EventStore {
  /** The commits of an aggregate after a version, oldest first, consistently read. */
  read(aggregateId: string, after?: number): Promise<Commit[]>;
  /** Stores the commit and its writes, all or nothing. Saying it again after a lost reply is no conflict. */
  append(commit: Commit, writes?: readonly Write[]): Promise<Appended>;
}
