import type { Entry } from '@waybill/contracts/contract';
import type { Commit } from '@waybill/kernel/commit';

/** A commit as a DynamoDB item. */
export type CommitItem = Omit<Commit, 'entries'> & { readonly entries: string };

/**
 * Entries are one JSON string: a third of the bytes on every wire that a map of typed attributes would take,
 * in the item, in its change record and in the relay.
 */
export function toItem(commit: Commit): CommitItem {
  return { ...commit, entries: JSON.stringify(commit.entries) };
}

/** Reads an item of a commit table. */
export function fromItem(item: CommitItem): Commit {
  return { ...item, entries: JSON.parse(item.entries) as Entry[] };
}

/** Whether a changed item is a commit; a stream may carry other tables too. */
export function isCommitItem(
  item: Readonly<Record<string, unknown>>,
): item is CommitItem & Record<string, unknown> {
  return (
    typeof item.aggregateId === 'string' &&
    typeof item.version === 'number' &&
    typeof item.commitId === 'string' &&
    typeof item.entries === 'string'
  );
}
