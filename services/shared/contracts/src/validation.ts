import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { TSchema } from '@sinclair/typebox';
import { closed } from './closed.ts';

/** One thing that is wrong with a value. `field` is a JSON pointer, empty for the value itself. */
export interface Violation {
  readonly field: string;
  readonly message: string;
}

const strict = formats.default(new Ajv({ allErrors: true, strict: true, ownProperties: true }));
const tolerant = formats.default(
  new Ajv({ allErrors: true, strict: true, ownProperties: true, removeAdditional: 'all' }),
);
const compiled = new WeakMap<TSchema, { strict: ValidateFunction; tolerant: ValidateFunction }>();

/** What is wrong with `value`, unknown fields included. At most 100 findings. */
export function violations(schema: TSchema, value: unknown): Violation[] {
  const { strict: validate } = compile(schema);
  return validate(value) ? [] : findings(validate.errors);
}

/** What is wrong with `value`. Unknown fields are removed from it, in place, and are no violation. */
export function tolerantViolations(schema: TSchema, value: unknown): Violation[] {
  const { tolerant: validate } = compile(schema);
  return validate(value) ? [] : findings(validate.errors);
}

function compile(schema: TSchema): { strict: ValidateFunction; tolerant: ValidateFunction } {
  const known = compiled.get(schema);
  if (known) return known;
  const shape = closed(schema);
  const made = { strict: strict.compile(shape), tolerant: tolerant.compile(shape) };
  compiled.set(schema, made);
  return made;
}

function findings(errors: ErrorObject[] | null | undefined): Violation[] {
  return (errors ?? []).slice(0, 100).map((error) => ({
    field: fieldOf(error),
    message: messageOf(error),
  }));
}

function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'required') return `${instancePath}/${escaped(params.missingProperty)}`;
  if (keyword === 'additionalProperties') {
    return `${instancePath}/${escaped(params.additionalProperty)}`;
  }
  return instancePath;
}

/** A name as a part of a JSON pointer, RFC 6901. */
function escaped(name: unknown): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}

function messageOf({ keyword, message }: ErrorObject): string {
  if (keyword === 'required') return 'is required';
  if (keyword === 'additionalProperties') return 'is not known here';
  return message ?? 'is not valid';
}
