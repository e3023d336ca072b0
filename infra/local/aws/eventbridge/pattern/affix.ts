import { endsWithIgnoreCase, startsWithIgnoreCase } from './ignore-case.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { firstEntry, isObject, type JsonObject } from './json.ts';
import type { Predicate } from './value-matcher.ts';

export type Affix = 'prefix' | 'suffix';

/** A string that starts or ends as asked. An empty affix accepts every string, and only strings. */
export function affixed(affix: Affix, part: string): Predicate {
  return affix === 'prefix'
    ? (value) => typeof value === 'string' && value.startsWith(part)
    : (value) => typeof value === 'string' && value.endsWith(part);
}

/** Reads the operand of `prefix` or `suffix`: a string, or `{"equals-ignore-case": string}`. */
export function affixMatcher(affix: Affix, operand: unknown): Predicate {
  if (isObject(operand)) return ignoringCase(affix, operand);
  if (typeof operand === 'string') return affixed(affix, operand);
  throw new InvalidPattern(`${affix} match pattern must be a string`);
}

function ignoringCase(affix: Affix, operand: JsonObject): Predicate {
  const title = affix === 'prefix' ? 'Prefix' : 'Suffix';
  const [name, part] = firstEntry(operand) ?? [];
  if (name === undefined) throw new InvalidPattern(`${title} expression name not found`);
  if (name !== 'equals-ignore-case') {
    throw new InvalidPattern(`Unsupported ${affix} pattern: ${name}`);
  }
  if (typeof part !== 'string') {
    throw new InvalidPattern('equals-ignore-case match pattern must be a string');
  }
  if (Object.keys(operand).length > 1) {
    throw new InvalidPattern('Only one key allowed in match expression');
  }
  return affix === 'prefix' ? startsWithIgnoreCase(part) : endsWithIgnoreCase(part);
}
