import { InvalidMessage } from '@waybill/kernel/failure';
import type { Platform } from '../platform.ts';
import type { Condition, Table } from '../table.ts';
import { Claim, expiryOf, type ClaimDurations } from './claim.ts';
import { StillInProgress } from './claim-errors.ts';
import type { IdempotencyRecord } from './idempotency-record.ts';

/** A claim on a key, or what came of it before. */
export type Claimed =
  { readonly claim: Claim } | { readonly completed: Pick<IdempotencyRecord, 'result' | 'unkept'> };

/** A race is lost to somebody who then is at work on the key; only who releases again and again makes us look anew. */
const attempts = 10;

/**
 * Claims a key for one try, or answers what came of it. Whose lease has ended may be taken over.
 * @throws InvalidMessage if the key was used with other content, StillInProgress while another is at work on it
 */
export async function claimKey(
  { newId, now }: Pick<Platform, 'newId' | 'now'>,
  table: Table<IdempotencyRecord>,
  durations: ClaimDurations,
  { key, contentHash }: { readonly key: string; readonly contentHash: string },
): Promise<Claimed> {
  const owner = newId();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stored = await table.get({ idempotencyKey: key }, { consistent: true });
    const nowMs = now().getTime();
    const known = stored && stored.ttl * 1_000 > nowMs ? stored : undefined;
    if (known?.owner === owner) return { claim: new Claim(table, now, durations, known) };
    if (known && known.contentHash !== contentHash) {
      throw new InvalidMessage(`the idempotency key ${key} was used with other content`);
    }
    if (known?.status === 'completed') return { completed: known };
    if (known?.status === 'claimed' && known.leaseUntilMs > nowMs) {
      throw new StillInProgress(`${key} is being worked on`);
    }
    const record: IdempotencyRecord = {
      ...{ idempotencyKey: key, status: 'claimed', owner, contentHash },
      // Milliseconds, so that tokens grow also when DynamoDB has deleted the record that knew the last.
      token: Math.max(nowMs, (stored?.token ?? 0) + 1),
      leaseUntilMs: nowMs + durations.leaseMs,
      ttl: expiryOf(now(), durations),
    };
    if ((await table.put(record, unchanged(stored))) === 'stored') {
      return { claim: new Claim(table, now, durations, record) };
    }
    // Either another was faster, or it was us and the reply was lost: the next look tells.
  }
  throw new StillInProgress(`${key} is claimed by others again and again`);
}

/** Every write changes one of these: a renewal the lease, an end the status, a claim the token. */
function unchanged(stored: IdempotencyRecord | undefined): Condition {
  if (!stored) return { absent: 'idempotencyKey' };
  const { token, status, leaseUntilMs } = stored;
  return { equal: { token, status, leaseUntilMs } };
}
