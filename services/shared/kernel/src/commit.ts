import type { Entry } from '@waybill/contracts/contract';

/** One decision, stored by one conditional write: the unit of truth, of publishing and of ordering. */
export interface Commit {
  readonly aggregateId: string;
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  /** Tells a lost reply from a lost race. */
  readonly commitId: string;
  readonly entries: readonly Entry[];
  /** RFC 3339. */
  readonly committedAt: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly replay?: string;
}

/** The id of a commit's message, the same at every publication. */
export function messageId(
  { aggregateId, version }: Pick<Commit, 'aggregateId' | 'version'>,
  index: number,
): string {
  return `${aggregateId}/${version}.${index}`;
}

/** What happened, oldest first. */
export function entriesOf(commits: readonly Commit[]): Entry[] {
  return commits.flatMap(({ entries }) => entries);
}
