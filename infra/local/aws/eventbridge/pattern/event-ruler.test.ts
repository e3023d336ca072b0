import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { eventFields } from './event-fields.ts';
import type { JsonObject } from './json.ts';
import { compilePattern } from './pattern.ts';

interface Case {
  readonly name: string;
  readonly pattern: JsonObject;
  readonly event: JsonObject;
  readonly expected: string;
}

function outcome({ pattern, event }: Case): string {
  try {
    return compilePattern(JSON.stringify(pattern)).matches(eventFields(event))
      ? 'match'
      : 'no-match';
  } catch {
    return 'invalid';
  }
}

// Event Ruler's own cases are not ours to ship: they are run where they lie beside the repository.
const file = resolve('../shared/data/event-patterns/event-ruler-correctness-cases.json');

(existsSync(file) ? it : it.skip)('agrees with Event Ruler in all of its cases', () => {
  const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];
  const disagreeing = cases.filter((each) => outcome(each) !== each.expected);
  expect(cases.length).toBeGreaterThan(50);
  expect(disagreeing).toEqual([]);
});
