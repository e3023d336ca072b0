import { InvalidPattern, TooManyCombinations } from './invalid-pattern.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Alternative } from './match.ts';
import { parseValueMatcher, type ValueMatcher } from './value-matcher.ts';

/** AWS's bound on the combinations that a pattern's `$or` arrays may expand to. */
const maximumCombinations = 1_000;

/** Field names that AWS keeps to itself inside `$or`; with one of them, `$or` is a plain field. */
const reservedInsideOr = new Set(
  (
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr ' +
    '= < <= > >= regex not-wildcard not-equals-ignore-case date-after date-on-or-after ' +
    'date-before date-on-or-before in-date-range ip-address-in-range ip-address-not-in-range'
  ).split(' '),
);

type Branch = Map<string, readonly ValueMatcher[]>;

/**
 * Expands a pattern into the alternatives of which one must hold.
 * A `$or` that is not well-formed is read as the name of a field, as EventBridge does.
 * @throws InvalidPattern if neither reading is valid.
 */
export function alternatives(pattern: JsonObject): Alternative[] {
  if (combinations(pattern) > maximumCombinations) {
    throw new TooManyCombinations(
      `Event pattern contains more than ${maximumCombinations} rule combinations`,
    );
  }
  return branches(pattern).map((branch) =>
    [...branch].sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

function branches(pattern: JsonObject): Branch[] {
  try {
    return expand([emptyBranch()], '', pattern, { or: true, inside: false });
  } catch (error) {
    if (!(error instanceof InvalidPattern) || !JSON.stringify(pattern).includes('"$or"')) {
      throw error;
    }
    return expand([emptyBranch()], '', pattern, { or: false, inside: false });
  }
}

const emptyBranch = (): Branch => new Map();

interface Reading {
  /** Whether `$or` is the operator. */
  readonly or: boolean;
  /** Whether this object stands, however deep, in the array of a `$or`. */
  readonly inside: boolean;
}

function expand(known: Branch[], path: string, object: JsonObject, reading: Reading): Branch[] {
  const entries = Object.entries(object);
  if (entries.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  let current = known;
  for (const [key, value] of entries) {
    const name = path === '' ? key : `${path}.${key}`;
    if (reading.or && key === '$or') {
      current = expandOr(current, path, value);
    } else if (reading.inside && reservedInsideOr.has(key)) {
      throw new InvalidPattern(
        `${key} is Ruler reserved fieldName which cannot be used inside $or.`,
      );
    } else if (isObject(value)) {
      current = expand(current, name, value, reading);
    } else if (Array.isArray(value)) {
      if (value.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
      const matchers = value.map(parseValueMatcher);
      // The last to name a path wins, within `$or` and without: so it is on AWS.
      for (const branch of current) branch.set(name, matchers);
    } else {
      throw new InvalidPattern(`"${key}" must be an object or an array`);
    }
  }
  return current;
}

function expandOr(known: readonly Branch[], path: string, members: unknown): Branch[] {
  if (!Array.isArray(members)) {
    throw new InvalidPattern('It must be an Array followed with $or.');
  }
  const expanded = members.flatMap((member: unknown) => {
    if (!isObject(member)) {
      throw new InvalidPattern('Only JSON object is allowed in array of $or relationship.');
    }
    const copies = known.map((branch) => new Map(branch));
    return expand(copies, path, member, { or: true, inside: true });
  });
  if (members.length < 2) {
    throw new InvalidPattern('There must have at least 2 Objects in $or relationship.');
  }
  return expanded;
}

/** AWS counts the product of all `$or` arrays, nested ones too, and so do we. */
function combinations(value: unknown): number {
  if (Array.isArray(value)) return value.map(combinations).reduce((a, b) => a * b, 1);
  if (!isObject(value)) return 1;
  return Object.entries(value).reduce(
    (product, [key, child]) =>
      product *
      combinations(child) *
      (key === '$or' && Array.isArray(child) ? Math.max(child.length, 1) : 1),
    1,
  );
}
