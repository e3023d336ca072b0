import type { Key } from '../table.ts';
import { Problem } from './problem.ts';

/** An opaque word from which the next page begins; `undefined` after the last. Leaves out the partition: it is the reader's. */
export function cursorOf(key: Key | undefined, partition: string): string | undefined {
  if (!key) return undefined;
  const fields = Object.entries(key).filter(([field]) => field !== partition);
  return Buffer.from(JSON.stringify(Object.fromEntries(fields))).toString('base64url');
}

/**
 * The key that a cursor stands for, within a partition. A client can make any word: only one with exactly these fields,
 * all strings, is believed.
 * @throws Problem 400 for any other
 */
export function keyOf(
  cursor: string | undefined,
  fields: readonly string[],
  partition: Readonly<Record<string, string>>,
): Key | undefined {
  if (cursor === undefined) return undefined;
  const key = decoded(cursor);
  const isKey =
    key !== undefined &&
    Object.keys(key).length === fields.length &&
    fields.every((field) => typeof key[field] === 'string' && key[field] !== '');
  if (!isKey) throw new Problem(400, 'invalid-cursor', 'Use nextCursor of the page before');
  return { ...key, ...partition };
}

function decoded(cursor: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return typeof value === 'object' && value !== null
      ? (value as Record<string, string>)
      : undefined;
  } catch {
    return undefined;
  }
}
