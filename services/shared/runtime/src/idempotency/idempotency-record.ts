import type { TableDefinition } from '@waybill/contracts/resources';

/** What is known of one key: who works on it, or what came of it. */
export interface IdempotencyRecord {
  readonly idempotencyKey: string;
  /** `released`: a try failed, and the next may begin at once. */
  readonly status: 'claimed' | 'released' | 'completed';
  /** Of the newest claim. Higher than that of any claim before it. */
  readonly token: number;
  /** Nobody else's, not even of another try of the same process. */
  readonly owner: string;
  /** When another may take the claim over, in milliseconds since the epoch. */
  readonly leaseUntilMs: number;
  readonly contentHash: string;
  /** JSON; absent where the handler answers nothing. */
  readonly result?: string;
  /** Why what the handler answered could not be kept. Its effect is done all the same. */
  readonly unkept?: string;
  /** Epoch seconds. From then on the record counts as absent, though DynamoDB deletes it up to days later. */
  readonly ttl: number;
}

/** The table as it is created, by whichever service uses it. */
export const idempotencyKeysTable: TableDefinition = {
  name: 'idempotency-keys',
  partitionKey: 'idempotencyKey',
  timeToLive: 'ttl',
};
