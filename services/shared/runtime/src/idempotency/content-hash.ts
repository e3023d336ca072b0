import { createHash } from 'node:crypto';

/** The SHA-256 of what JSON makes of a value, whatever the order of its fields. Hexadecimal. */
export function contentHash(content: unknown): string {
  const text = JSON.stringify(content, sorted) as string | undefined;
  return createHash('sha256')
    .update(text ?? 'null')
    .digest('hex');
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
