import type { QueueOfLetters, QueueOfReferences } from '../dead-letter-queues.ts';
import type { Filter } from '../domain/filter.ts';

/** What was asked for. */
export type Command =
  | { readonly name: 'help' }
  | (Common &
      (
        | { readonly name: 'dlq list' }
        | (Letters<QueueOfLetters | QueueOfReferences> & { readonly name: 'dlq show' })
        | (Letters<QueueOfLetters> & { readonly name: 'dlq redrive'; readonly isDryRun: boolean })
        | (Period & { readonly name: 'republish'; readonly isDryRun: boolean })
        | { readonly name: 'saga show' | 'saga resume'; readonly orderId: string }
      ));

/** What every command can be told. */
export interface Common {
  readonly stage: string;
  readonly isJson: boolean;
}

/** Some of a queue's letters. */
export interface Letters<From> {
  readonly from: From;
  readonly max: number;
  readonly only: Filter;
}

/** Commits of a time. Instants are in UTC with milliseconds. */
export interface Period {
  readonly tables: readonly string[];
  readonly since: string;
  /** Not included. */
  readonly until?: string;
}
