import type { Platform } from '../platform.ts';
import type { Claim } from './claim.ts';

/** A claim that is renewed while its handler works. */
export interface KeptClaim {
  /** Fires when the claim is lost, or may be: from then on another may do the same. */
  readonly signal: AbortSignal;
  /** Resolves when no renewal is under way any more. */
  end(): Promise<void>;
}

/** Renews a claim at every third of its lease, until it is ended or lost. */
export function keepClaim(
  { log, now, sleep }: Pick<Platform, 'log' | 'now' | 'sleep'>,
  claim: Claim,
  { key, leaseMs }: { readonly key: string; readonly leaseMs: number },
): KeptClaim {
  const lost = new AbortController();
  const ending = new AbortController();
  const isEnding = (): boolean => ending.signal.aborted;
  let renewing: Promise<void> | undefined;

  async function renew(): Promise<void> {
    try {
      if (!(await claim.renew())) lost.abort();
    } catch (error) {
      log.warn({ err: error, key }, 'claim-not-renewed');
    }
  }

  async function keep(): Promise<void> {
    while (!lost.signal.aborted) {
      const leftMs = claim.leaseUntilMs - now().getTime();
      await sleep(Math.min(leaseMs / 3, Math.max(leftMs, 1)), ending.signal);
      if (isEnding()) return;
      // Looked at apart from the renewal, which may hang.
      if (claim.leaseUntilMs <= now().getTime()) lost.abort();
      else
        renewing ??= renew().finally(() => {
          renewing = undefined;
        });
    }
  }

  const keeping = keep();
  return {
    signal: lost.signal,
    end: async () => {
      ending.abort();
      await keeping;
      await renewing;
    },
  };
}
