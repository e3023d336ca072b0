import { InvalidMessage, Unavailable } from '@waybill/kernel/failure';
import { backoffMs } from '../backoff.ts';
import type { Platform } from '../platform.ts';
import type { Table } from '../table.ts';
import type { Claim, ClaimDurations } from './claim.ts';
import { ClaimLost } from './claim-errors.ts';
import { keepClaim } from './claim-keeper.ts';
import { claimKey } from './claiming.ts';
import { contentHash } from './content-hash.ts';
import type { IdempotencyRecord } from './idempotency-record.ts';
import { keepable, type Outcome } from './outcome.ts';

/** What is to be done once. */
export interface Once {
  /** See `idempotencyKey`. */
  readonly key: string;
  /** What the message says: the same key with other content is refused. */
  readonly content: unknown;
  /** Fires when the message is no longer ours. */
  readonly signal?: AbortSignal;
}

/** What a handler is given for one try. */
export interface Attempt {
  /** Higher at every try of the key. Whoever takes it and refuses a lower one is safe from those who come too late. */
  readonly token: number;
  /** Fires when the claim is lost, or the message is: what is not begun must not be. */
  readonly signal: AbortSignal;
}

/** Does something once, and answers everybody what came of it, as JSON has it. */
export type Idempotent = <Result>(
  once: Once,
  handler: (attempt: Attempt) => Promise<Result>,
) => Promise<Result>;

/** Times, and the most that a result may take. */
export interface IdempotencyOptions extends ClaimDurations {
  readonly resultBytes: number;
}

const usual: IdempotencyOptions = {
  leaseMs: 30_000,
  // Three times what a queue of dead letters keeps.
  rememberedSeconds: 45 * 24 * 60 * 60,
  resultBytes: 64 * 1024,
};

const recordAttempts = 5;

/**
 * Makes handlers idempotent whose effect is neither a commit nor in DynamoDB: where it is, the commit is the better record.
 * A handler that fails is not remembered, and may be tried again at once. One whose process dies is tried again when
 * its lease has ended; if it died after its effect, that is there twice, unless the effect's owner heeds the token.
 *
 * What it makes throws whatever the handler throws, and besides: InvalidMessage if the key was used with other content
 * or the result cannot be kept, StillInProgress while another is at work, ClaimLost if another took over meanwhile.
 */
export function createIdempotent(
  platform: Pick<Platform, 'log' | 'newId' | 'now' | 'random' | 'sleep'>,
  table: Table<IdempotencyRecord>,
  options: Partial<IdempotencyOptions> = {},
): Idempotent {
  const settings = { ...usual, ...options };
  const { log, random, sleep } = platform;

  async function attempt<Result>(
    claim: Claim,
    { key, signal }: Once,
    handler: (attempt: Attempt) => Promise<Result>,
  ): Promise<Outcome> {
    const kept = keepClaim(platform, claim, { key, leaseMs: settings.leaseMs });
    const signals = signal ? [kept.signal, signal] : [kept.signal];
    try {
      const result = await handler({ token: claim.token, signal: AbortSignal.any(signals) });
      await kept.end();
      return keepable(result, settings.resultBytes);
    } catch (error) {
      await kept.end();
      await release(claim, key, error);
      throw error;
    }
  }

  /** @throws ClaimLost if another has taken over: its result counts, and not this failure */
  async function release(claim: Claim, key: string, failure: unknown): Promise<void> {
    let isOurs = true;
    try {
      isOurs = await claim.release();
    } catch (error) {
      // It ends with its lease.
      log.warn({ err: error, key }, 'claim-not-released');
    }
    if (!isOurs) throw lost(key, failure);
  }

  /** The effect is there: to give up now is to have it once more. */
  async function record(claim: Claim, key: string, outcome: Outcome): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        if (await claim.complete(outcome)) return;
        throw lost(key);
      } catch (error) {
        if (!(error instanceof Unavailable) || tries === recordAttempts) throw error;
        await sleep(backoffMs(tries, { baseMs: 50, capMs: 1_000, random }));
      }
    }
  }

  return async <Result>(once: Once, handler: (attempt: Attempt) => Promise<Result>) => {
    const { key, content } = once;
    const wanted = { key, contentHash: contentHash(content) };
    const found = await claimKey(platform, table, settings, wanted);
    if ('completed' in found) return resultOf(key, found.completed) as Result;
    const outcome = await attempt(found.claim, once, handler);
    await record(found.claim, key, outcome);
    return resultOf(key, outcome) as Result;
  };
}

function resultOf(key: string, { result, unkept }: Outcome): unknown {
  if (unkept !== undefined) throw new InvalidMessage(`${key} is done, but ${unkept}`);
  return result === undefined ? undefined : JSON.parse(result);
}

function lost(key: string, cause?: unknown): ClaimLost {
  return new ClaimLost(`${key} was taken over by another`, { cause });
}
