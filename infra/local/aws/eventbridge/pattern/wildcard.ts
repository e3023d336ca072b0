import { InvalidPattern } from './invalid-pattern.ts';
import type { Predicate } from './value-matcher.ts';

/**
 * A string in which each `*` stands for any run of characters; `\*` and `\\` mean themselves.
 * @throws InvalidPattern on `**` and on any other escape.
 */
export function wildcard(pattern: string): Predicate {
  const literals = literalsBetweenWildcards(pattern);
  const first = literals[0] ?? '';
  if (literals.length === 1) return (value) => value === first;
  const last = literals.at(-1) ?? '';
  const between = literals.slice(1, -1);

  return (value) => {
    if (typeof value !== 'string' || !value.startsWith(first) || !value.endsWith(last)) {
      return false;
    }
    // Leftmost is always good enough, so that no pattern can make this backtrack.
    let position = first.length;
    for (const literal of between) {
      const found = value.indexOf(literal, position);
      if (found < 0) return false;
      position = found + literal.length;
    }
    return position + last.length <= value.length;
  };
}

function literalsBetweenWildcards(pattern: string): string[] {
  const literals: string[] = [];
  let literal = '';
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    const next = pattern[index + 1];
    if (character === '\\') {
      if (next !== '*' && next !== '\\') {
        throw new InvalidPattern(`Invalid escape character at pos ${position(pattern, index)}`);
      }
      literal += next;
      index++;
    } else if (character === '*') {
      if (next === '*') {
        throw new InvalidPattern(
          `Consecutive wildcard characters at pos ${position(pattern, index)}`,
        );
      }
      literals.push(literal);
      literal = '';
    } else {
      literal += character;
    }
  }
  return [...literals, literal];
}

/** AWS counts bytes, from the opening quote. */
function position(pattern: string, index: number): number {
  return Buffer.byteLength(pattern.slice(0, index)) + 1;
}
