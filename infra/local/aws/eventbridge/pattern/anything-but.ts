import { affixed, type Affix } from './affix.ts';
import type { Scalar } from './event-fields.ts';
import { equalsIgnoreCase } from './ignore-case.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { firstEntry, isObject, type JsonObject } from './json.ts';
import { comparable } from './numeric.ts';
import type { Predicate } from './value-matcher.ts';
import { wildcard } from './wildcard.ts';

/**
 * Any value but those named. The field must be there, and of an array one element suffices.
 * @throws InvalidPattern on booleans, null, mixed lists and operators that cannot be negated.
 */
export function anythingBut(operand: unknown): Predicate {
  if (isObject(operand)) return negationOf(operand);
  if (Array.isArray(operand)) return noneOf(operand);
  if (typeof operand === 'string') return (value) => value !== operand;
  if (typeof operand !== 'number') throw wrongType();
  comparable(operand, 'anything-but');
  return (value) => value !== operand;
}

function noneOf(list: readonly unknown[]): Predicate {
  for (const value of list) {
    if (typeof value === 'number') comparable(value, 'anything-but');
    else if (typeof value !== 'string') {
      throw new InvalidPattern('Inside anything but list, start|null|boolean is not supported.');
    }
  }
  if (new Set(list.map((value) => typeof value)).size !== 1) {
    throw new InvalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  const refused = new Set(list as readonly Scalar[]);
  return (value) => !refused.has(value);
}

function negationOf(operand: JsonObject): Predicate {
  const [name, nested] = firstEntry(operand) ?? [];
  if (name === undefined) throw new InvalidPattern('Anything-But expression name not found');
  const negated = Object.hasOwn(negatable, name) ? negatable[name] : undefined;
  if (!negated) throw new InvalidPattern(`Unsupported anything-but pattern: ${name}`);
  if (Object.keys(operand).length > 1) {
    throw new InvalidPattern('Too many elements in numeric expression');
  }
  if (!Array.isArray(nested) && typeof nested !== 'string' && typeof nested !== 'number') {
    throw wrongType();
  }
  const refused = (Array.isArray(nested) ? (nested as unknown[]) : [nested]).map(negated);
  // AWS accepts an empty list and then fails on every event: refusing it is kinder.
  if (refused.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  return (value) => !refused.some((matches) => matches(value));
}

const negatable: Readonly<Record<string, (part: unknown) => Predicate>> = {
  prefix: (part) => nonEmptyAffix('prefix', part),
  suffix: (part) => nonEmptyAffix('suffix', part),
  'equals-ignore-case': (part) => {
    if (typeof part === 'string') return equalsIgnoreCase(part);
    throw new InvalidPattern(
      'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    );
  },
  wildcard: (part) => {
    if (typeof part === 'string') return wildcard(part);
    throw new InvalidPattern('wildcard match pattern must be a string');
  },
};

function nonEmptyAffix(affix: Affix, part: unknown): Predicate {
  if (typeof part !== 'string') {
    throw new InvalidPattern('prefix/suffix match pattern must be a string');
  }
  if (part === '') throw new InvalidPattern('Null prefix/suffix not allowed');
  return affixed(affix, part);
}

function wrongType(): InvalidPattern {
  return new InvalidPattern(
    'Value of anything-but must be an array or single string/number value.',
  );
}
