import type { EventFields, Field, Membership } from './event-fields.ts';
import type { ValueMatcher } from './value-matcher.ts';

/** One way in which a pattern can hold: every path satisfied, in Event Ruler's order of paths. */
export type Alternative = readonly (readonly [path: string, matchers: readonly ValueMatcher[]])[];

/**
 * Whether the event satisfies every path at once, its values taken from the same elements of
 * shared arrays ("array consistency", https://github.com/aws/event-ruler#json-array-matching).
 */
export function satisfies(fields: EventFields, alternative: Alternative): boolean {
  const steps: Step[] = [];
  for (const [path, matchers] of alternative) {
    const step = stepOf(fields.get(path) ?? [], matchers);
    // Most patterns fail on one path alone: seen here, no combination is ever tried.
    if (step.candidates.length === 0 && !step.mayBeAbsent) return false;
    steps.push(step);
  }
  return choose({ steps, arrays: arraysAhead(steps), deadEnds: new Set() }, 0, outside);
}

interface Step {
  readonly all: readonly Field[];
  /** Where the values lie that satisfy the path, each place once. */
  readonly candidates: readonly Membership[];
  readonly mayBeAbsent: boolean;
}

interface Search {
  readonly steps: readonly Step[];
  /** The arrays that matter from each step onwards. */
  readonly arrays: readonly ReadonlySet<number>[];
  readonly deadEnds: Set<string>;
}

const outside: Membership = new Map();

function stepOf(all: readonly Field[], matchers: readonly ValueMatcher[]): Step {
  const candidates = new Map<string, Membership>();
  for (const { value, membership } of all) {
    if (matchers.some((matcher) => matcher !== 'absent' && matcher(value))) {
      candidates.set(keyOf(membership), membership);
    }
  }
  return { all, candidates: [...candidates.values()], mayBeAbsent: matchers.includes('absent') };
}

function keyOf(membership: Membership): string {
  return membership.size === 0 ? '' : [...membership].join(';');
}

function arraysAhead(steps: readonly Step[]): ReadonlySet<number>[] {
  const ahead = new Set<number>();
  return steps
    .toReversed()
    .map(({ all }) => {
      for (const { membership } of all) for (const array of membership.keys()) ahead.add(array);
      return new Set(ahead);
    })
    .reverse();
}

function choose(search: Search, index: number, chosen: Membership): boolean {
  const step = search.steps[index];
  if (!step) return true;
  // What was chosen in arrays that no later path shares cannot matter any more: without this,
  // independent arrays would be tried in all their combinations.
  const relevant = [...chosen].filter(([array]) => search.arrays[index]?.has(array));
  const place = `${index}:${relevant.join(';')}`;
  if (search.deadEnds.has(place)) return false;
  const absent = step.mayBeAbsent && !step.all.some((field) => merge(chosen, field.membership));
  const found =
    (absent && choose(search, index + 1, chosen)) ||
    step.candidates.some((candidate) => {
      const merged = merge(chosen, candidate);
      return merged !== undefined && choose(search, index + 1, merged);
    });
  if (!found) search.deadEnds.add(place);
  return found;
}

/** Both memberships together, or undefined if they name different elements of one array. */
function merge(chosen: Membership, other: Membership): Membership | undefined {
  let isNew = false;
  for (const [array, index] of other) {
    const known = chosen.get(array);
    if (known === undefined) isNew = true;
    else if (known !== index) return undefined;
  }
  return isNew ? new Map([...chosen, ...other]) : chosen;
}
