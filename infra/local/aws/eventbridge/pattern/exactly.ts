import type { Scalar } from './event-fields.ts';
import { parseAddress } from './ip-address.ts';
import type { Predicate } from './value-matcher.ts';

/** Equality of JSON values: 300, 300.0 and 3.0e2 are one number, "1" and 1 are not. */
export function exactly(expected: Scalar): Predicate {
  const address = typeof expected === 'string' ? parseAddress(expected) : undefined;
  if (!address) return (value) => value === expected;
  // Event Ruler compares addresses as addresses, so that "::1" equals "0:0:0:0:0:0:0:1".
  return (value) => {
    const other = typeof value === 'string' ? parseAddress(value) : undefined;
    return other?.bits === address.bits && other.value === address.value;
  };
}
