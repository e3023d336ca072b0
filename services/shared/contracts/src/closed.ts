import type { TSchema } from '@sinclair/typebox';

/** A copy of the schema in which every object refuses fields that it does not name. Drops `$id`, so that a copy may be compiled twice. */
export function closed(schema: TSchema): Record<string, unknown> {
  return close(schema) as Record<string, unknown>;
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key]) => key !== '$id');
  const copy = Object.fromEntries(entries.map(([key, inner]) => [key, close(inner)]));
  return copy.type === 'object' && copy.properties && copy.additionalProperties === undefined
    ? { ...copy, additionalProperties: false }
    : copy;
}
