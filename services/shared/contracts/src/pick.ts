import type { TSchema } from '@sinclair/typebox';

/** Copies of `value` what `schema` names, deeply; everything else is left behind. */
export function pick<T>(schema: TSchema, value: T): T {
  return copy(schema, value) as T;
}

function copy(schema: TSchema, value: unknown): unknown {
  if (schema.type === 'array' && Array.isArray(value)) {
    return value.map((item) => copy(schema.items as TSchema, item));
  }
  if (schema.type === 'object' && isRecord(value) && schema.properties) {
    const properties = Object.entries(schema.properties as Record<string, TSchema>);
    return Object.fromEntries(
      properties
        .filter(([name]) => value[name] !== undefined)
        .map(([name, inner]) => [name, copy(inner, value[name])]),
    );
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
