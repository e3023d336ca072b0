import type { Predicate } from './value-matcher.ts';

export function equalsIgnoreCase(text: string): Predicate {
  return matching(new RegExp(`^${eitherCase(text)}$`, 'u'));
}

export function startsWithIgnoreCase(text: string): Predicate {
  return matching(new RegExp(`^${eitherCase(text)}`, 'u'));
}

export function endsWithIgnoreCase(text: string): Predicate {
  return matching(new RegExp(`${eitherCase(text)}$`, 'u'));
}

function matching(expression: RegExp): Predicate {
  return (value) => typeof value === 'string' && expression.test(value);
}

/** Each character in its lower or upper case, as Event Ruler has it: the flag `i` folds further. */
function eitherCase(text: string): string {
  return Array.from(text, (character) => {
    const forms = new Set([character.toLowerCase(), character.toUpperCase()].map(literally));
    return forms.size === 1 ? [...forms].join('') : `(?:${[...forms].join('|')})`;
  }).join('');
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
