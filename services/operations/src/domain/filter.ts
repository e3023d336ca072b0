import type { Description } from './description.ts';

/** Which dead letters are meant. */
export type Filter = (letter: Description) => boolean;

const fields = ['type', 'orderId', 'eventId', 'reason'] as const;

/** How a filter is written. */
export const filterForm = `FIELD=VALUE or FIELD~TEXT, where FIELD is ${fields.join(', ')}`;

/** Reads `FIELD=VALUE` (exactly) or `FIELD~TEXT` (contains, in any case). Undefined if it is neither. */
export function parseFilter(text: string): Filter | undefined {
  const [, name, operator, value = ''] = /^(\w+)([=~])(.+)$/s.exec(text) ?? [];
  const field = fields.find((each) => each === name);
  if (!field) return undefined;
  if (operator === '=') return (letter) => letter[field] === value;
  const part = value.toLowerCase();
  return (letter) => letter[field]?.toLowerCase().includes(part) ?? false;
}

/** The letters that every one of the filters means. */
export function every(filters: readonly Filter[]): Filter {
  return (letter) => filters.every((filter) => filter(letter));
}
