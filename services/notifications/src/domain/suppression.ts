/** An address that is not written to any more, and why. It says who only to whoever knows the address. */
export interface Suppression {
  /** See `addressHash`. */
  readonly addressHash: string;
  readonly reason: 'bounce' | 'complaint';
  /** SES's own word for it, e.g. `OnAccountSuppressionList` or `abuse`. */
  readonly detail?: string;
  /** SES's id of the mail that came back. */
  readonly messageId: string;
  /** When it came back, RFC 3339. */
  readonly suppressedAt: string;
  /** Set by staff, RFC 3339: what came back before counts no more. */
  readonly liftedAt?: string;
}

/** Whether the address may not be written to. */
export function isInForce({ suppressedAt, liftedAt }: Suppression): boolean {
  return liftedAt === undefined || Date.parse(suppressedAt) > Date.parse(liftedAt);
}

/** Whether something that came back at this instant is news, or was told before, or is lifted. */
export function isNews(known: Suppression | undefined, at: string): boolean {
  if (!known) return true;
  const { suppressedAt, liftedAt = suppressedAt } = known;
  return Date.parse(at) > Math.max(Date.parse(suppressedAt), Date.parse(liftedAt));
}
