import Big from 'big.js';
import type { Decimal } from '../domain/invoice-draft.ts';
import { Refusal } from '../domain/refusal.ts';

// Bounded, so that no number is a bomb of its own.
const decimal = /^[+-]?(\d{1,12}(\.\d{0,10})?|\.\d{1,10})$/;

/**
 * Reads a number as XML Schema writes it: no exponent, no separators of thousands.
 * @param what names it in the sentence for the uploader
 * @throws Refusal
 */
export function decimalOf(text: string, what: string): Decimal {
  const trimmed = text.trim();
  if (!decimal.test(trimmed)) {
    throw new Refusal('not-a-number', `${what} is not a number such as 1234.50.`);
  }
  return new Big(trimmed.replace(/^\+/, '').replace(/\.$/, '')).toFixed();
}
