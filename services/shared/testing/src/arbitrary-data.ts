import type { Static, TSchema } from '@sinclair/typebox';
import fc from 'fast-check';

const defaultMaxLength = 40;

// RFC 3339 has years of four digits.
const instant = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z') })
  .map((date) => date.toISOString());

/** Data that a schema allows. Knows the constructs that contracts are made of, and throws at any other. */
export function arbitraryData<S extends TSchema>(schema: S): fc.Arbitrary<Static<S>> {
  return arbitrary(schema);
}

function arbitrary(schema: TSchema): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.anyOf)) return fc.oneof(...(schema.anyOf as TSchema[]).map(arbitrary));
  if ('const' in schema) return fc.constant(schema.const as unknown);
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer(limits(schema, 'minimum', 'maximum', Number.MAX_SAFE_INTEGER));
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(
        arbitrary(schema.items as TSchema),
        limits(schema, 'minItems', 'maxItems', Infinity, 5),
      );
    case 'object':
      return record(schema);
    case undefined:
      return fc.dictionary(fc.string({ minLength: 1 }), fc.string());
    default:
      throw new Error(`no arbitrary for a schema of ${String(schema.type)}`);
  }
}

function text(schema: TSchema): fc.Arbitrary<string> {
  const { format, pattern, maxLength = Infinity } = schema as TSchema & { maxLength?: number };
  if (format === 'date-time') return instant;
  if (typeof pattern === 'string') {
    const matching = fc.stringMatching(new RegExp(pattern));
    return matching.filter((string) => string.length <= maxLength);
  }
  return fc.string(limits(schema, 'minLength', 'maxLength', Infinity, defaultMaxLength));
}

function record(schema: TSchema): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties as Record<string, TSchema>);
  const model = Object.fromEntries(properties.map(([name, inner]) => [name, arbitrary(inner)]));
  return fc.record(model, { requiredKeys: (schema.required ?? []) as string[] });
}

/** The schema's limits under the names that fast-check has for them; `most` bounds what would take too long. */
function limits(schema: TSchema, least: string, greatest: string, highest: number, most = highest) {
  const lower = Number(schema[least] ?? 0);
  const upper = Math.min(Number(schema[greatest] ?? highest), Math.max(most, lower));
  return { min: lower, max: upper, minLength: lower, maxLength: upper };
}
