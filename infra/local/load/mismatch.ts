/** Something that is not as it must be. */
export interface Mismatch {
  /** The order's or product's id. */
  readonly about: string;
  readonly text: string;
  /** Whether it may only be late, as a mail still to be sent is; a second charge never goes away. */
  readonly mayBeLate: boolean;
}

/** Something is there more than once, or not yet; `undefined` if it is there exactly as often as it must be. */
export function unlessCount(
  about: string,
  what: string,
  count: number,
  wanted: number,
): Mismatch | undefined {
  if (count === wanted) return undefined;
  const text = `has ${amount(count, what)} instead of ${wanted === 0 ? 'none' : wanted}`;
  return { about, text, mayBeLate: count < wanted };
}

function amount(count: number, what: string): string {
  return count === 0 ? `no ${what}` : `${count} ${what}${count === 1 ? '' : 's'}`;
}
