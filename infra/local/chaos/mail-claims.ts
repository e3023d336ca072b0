import type { Platform } from '@waybill/runtime/platform';
import { scanCommits } from '@waybill/runtime/publishing/commit-scan';

/** A sender's right to send a mail, in milliseconds since 1970. */
export interface MailClaim {
  readonly fromMs: number;
  /** When it ended: when it said how it went, or at the claim's own end. */
  readonly untilMs: number;
}

interface Claimed {
  readonly until: string;
}

const whole = { since: '2000-01-01T00:00:00.000Z', segment: 0, segments: 1 };

/** Every claim on each mail, oldest first, by the mail's id. */
export async function readMailClaims(
  platform: Pick<Platform, 'aws' | 'name'>,
): Promise<Map<string, MailClaim[]>> {
  const claims = new Map<string, MailClaim[]>();
  for await (const page of scanCommits(platform, { table: 'mail-commits', ...whole })) {
    for (const { aggregateId, entries, committedAt } of page) {
      const of = claims.get(aggregateId) ?? [];
      claims.set(aggregateId, of);
      const atMs = Date.parse(committedAt);
      const last = of.at(-1);
      if (last) of.splice(-1, 1, { ...last, untilMs: Math.min(last.untilMs, atMs) });
      const claimed = entries.find(({ type }) => type === 'MailClaimed');
      if (claimed) of.push({ fromMs: atMs, untilMs: Date.parse((claimed.data as Claimed).until) });
    }
  }
  return claims;
}
