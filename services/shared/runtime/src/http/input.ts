import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { violations, type Violation } from '@waybill/contracts/validation';
import type { Request } from 'express';
import { Problem } from './problem.ts';

/** The request's JSON body, if it is what `schema` says; else a problem that names every wrong field. */
export function bodyOf<S extends TSchema>(request: Request, schema: S): Static<S> {
  if (!request.is('application/json')) {
    throw new Problem(415, 'unsupported-media-type', 'Send the body as application/json');
  }
  return checked(schema, request.body, 'body');
}

/** The query's parameters. Numbers are read from their decimal digits; a parameter given twice is refused. */
export function queryOf<S extends TObject>(request: Request, schema: S): Static<S> {
  const entries = Object.entries(request.query).map(([name, value]) => {
    const isNumber = schema.properties[name]?.type === 'integer';
    const isDigits = typeof value === 'string' && /^\d{1,9}$/.test(value);
    return [name, isNumber && isDigits ? Number(value) : value];
  });
  return checked(schema, Object.fromEntries(entries), 'query');
}

/** A part of the path, if it is what `schema` says. */
export function pathOf(request: Request, name: string, schema: TSchema): string {
  const value = request.params[name];
  return checked(schema, value, `path: ${name}`) as string;
}

function checked<S extends TSchema>(schema: S, value: unknown, where: string): Static<S> {
  const wrong = violations(schema, value);
  const errors = wrong.length > 0 ? wrong : brokenText(value);
  if (errors.length === 0) return value;
  const fields = errors.map(({ field, message }) => `${field || where} ${message}`);
  const shown = fields.slice(0, 5).join('; ');
  throw new Problem(400, 'invalid-request', `The ${where} is not valid: ${shown}`, { errors });
}

/** JSON can say half of a surrogate pair, which no table and no mail takes. */
function brokenText(value: unknown, field = ''): Violation[] {
  if (typeof value === 'string') {
    return /\p{Cs}/u.test(value) ? [{ field, message: 'has half of a surrogate pair' }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => brokenText(inner, `${field}/${key}`));
}
