import { affixMatcher } from './affix.ts';
import { anythingBut } from './anything-but.ts';
import type { Scalar } from './event-fields.ts';
import { exactly } from './exactly.ts';
import { equalsIgnoreCase } from './ignore-case.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { cidr } from './ip-address.ts';
import { firstEntry, isObject, type JsonObject } from './json.ts';
import { numeric } from './numeric.ts';
import { wildcard } from './wildcard.ts';

export type Predicate = (value: Scalar) => boolean;

/** What a path may hold: a value that the predicate accepts, or nothing at all. */
export type ValueMatcher = Predicate | 'absent';

const operators: Readonly<Record<string, (operand: unknown) => ValueMatcher>> = {
  exactly: (operand) => exactly(text(operand, 'exact match')),
  prefix: (operand) => affixMatcher('prefix', operand),
  suffix: (operand) => affixMatcher('suffix', operand),
  'equals-ignore-case': (operand) => equalsIgnoreCase(text(operand, 'equals-ignore-case match')),
  wildcard: (operand) => wildcard(text(operand, 'wildcard match')),
  // AWS's own slip: it complains of a prefix.
  cidr: (operand) => cidr(text(operand, 'prefix match')),
  numeric,
  'anything-but': anythingBut,
  exists,
};

/**
 * Reads one element of a field's array of accepted values.
 * @throws InvalidPattern if EventBridge would refuse it.
 */
export function parseValueMatcher(element: unknown): ValueMatcher {
  if (isObject(element)) return parseExpression(element);
  if (Array.isArray(element)) {
    throw new InvalidPattern('Match value must be String, number, true, false, or null');
  }
  return exactly(element as Scalar);
}

function parseExpression(expression: JsonObject): ValueMatcher {
  const [name, operand] = firstEntry(expression) ?? [];
  if (name === undefined) throw new InvalidPattern('Match expression name not found');
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!operator) throw new InvalidPattern(`Unrecognized match type ${name}`);
  const matcher = operator(operand);
  if (Object.keys(expression).length > 1) {
    const counted = name === 'numeric' || name === 'anything-but';
    throw new InvalidPattern(
      counted
        ? 'Too many elements in numeric expression'
        : 'Only one key allowed in match expression',
    );
  }
  return matcher;
}

function exists(operand: unknown): ValueMatcher {
  if (typeof operand !== 'boolean') {
    throw new InvalidPattern('exists match pattern must be either true or false.');
  }
  return operand ? () => true : 'absent';
}

function text(operand: unknown, what: string): string {
  if (typeof operand === 'string') return operand;
  throw new InvalidPattern(`${what} pattern must be a string`);
}
