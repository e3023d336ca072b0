import type { Write } from './writes.ts';

/** The most writes of one DynamoDB transaction, no two of them of one item. */
export const maxTransactionWrites = 100;

/** Writes that happen together, or not at all. For what is no commit; see `EventStore` for what is. */
export interface Transactions {
  /**
   * `refused`: a condition does not hold, and nothing is written. Waits for other transactions to let go of the items.
   * @throws Unavailable if they do not, or DynamoDB is away: then it may have happened
   */
  write(writes: readonly Write[]): Promise<'stored' | 'refused'>;
}
