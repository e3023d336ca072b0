import { alternatives } from './alternatives.ts';
import type { EventFields } from './event-fields.ts';
import { InvalidPattern } from './invalid-pattern.ts';
import { isObject } from './json.ts';
import { satisfies } from './match.ts';

/** A compiled event pattern. */
export interface EventPattern {
  matches(event: EventFields): boolean;
}

/**
 * Compiles an event pattern, once for all events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws InvalidPattern with the reason for which EventBridge would refuse it.
 */
export function compilePattern(text: string): EventPattern {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    throw new InvalidPattern(error instanceof Error ? error.message : 'Not JSON');
  }
  if (!isObject(pattern)) throw new InvalidPattern('Filter is not an object');
  const compiled = alternatives(pattern);
  return { matches: (event) => compiled.some((alternative) => satisfies(event, alternative)) };
}
