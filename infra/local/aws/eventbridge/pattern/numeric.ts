import type { Scalar } from './event-fields.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import type { Predicate } from './value-matcher.ts';

/** AWS compares numbers from -5.0e9 to 5.0e9 only, both included. */
const limit = 5e9;

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/**
 * Reads `[operator, number]`, or a range `[">" or ">=", number, "<" or "<=", number]`.
 * @throws InvalidPattern if it is neither, or the range is empty.
 */
export function numeric(operand: unknown): Predicate {
  if (!Array.isArray(operand)) throw new InvalidPattern('Value of numeric must be an array.');
  const [operator, bound, ...rest] = operand as unknown[];
  if (typeof operator !== 'string') {
    throw new InvalidPattern(`Invalid member in numeric match: ${shown(operator)}`);
  }
  const compare = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (!compare) throw new InvalidPattern(`Unrecognized numeric range operator: ${operator}`);
  const first = comparable(bound, operator === '=' ? 'equals' : operator);
  if (rest.length === 0) return numbers((value) => compare(value, first));
  if (!operator.startsWith('>')) {
    throw new InvalidPattern('Too many elements in numeric expression');
  }
  const below = upperBound(rest, first);
  return numbers((value) => compare(value, first) && below(value));
}

function upperBound(terms: readonly unknown[], bottom: number): (value: number) => boolean {
  const [operator, bound, ...rest] = terms;
  if (typeof operator !== 'string') {
    throw new InvalidPattern(`Bad value in numeric range: ${shown(operator)}`);
  }
  if (operator !== '<' && operator !== '<=') {
    throw new InvalidPattern(`Bad numeric range operator: ${operator}`);
  }
  const top = comparable(bound, operator);
  if (rest.length > 0) throw new InvalidPattern('Too many terms in numeric range expression');
  if (bottom >= top) throw new InvalidPattern('Bottom must be less than top');
  return operator === '<' ? (value) => value < top : (value) => value <= top;
}

/** @throws InvalidPattern unless `value` is a number that AWS compares. */
export function comparable(value: unknown, name: string): number {
  if (typeof value !== 'number') throw new InvalidPattern(`Value of ${name} must be numeric`);
  if (Math.abs(value) > limit) {
    throw new InvalidPattern('Value must be between -5.0E9 and 5.0E9, inclusive');
  }
  return value;
}

function numbers(test: (value: number) => boolean): Predicate {
  return (value: Scalar) => typeof value === 'number' && Math.abs(value) <= limit && test(value);
}

function shown(term: unknown): string {
  return term === undefined ? ']' : JSON.stringify(term);
}
