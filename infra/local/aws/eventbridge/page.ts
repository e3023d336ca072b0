import { optionalNumber, optionalText, type Parameters, validationError } from './parameters.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: { readonly NextToken?: string };
}

/** One page of a listing: at most `Limit` (100 by default) items from where `NextToken` points. */
export function page<T>(all: readonly T[], request: Parameters): Page<T> {
  const limit = optionalNumber(request, 'Limit') ?? 100;
  const token = optionalText(request, 'NextToken');
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start)) throw validationError('Parameter NextToken is not valid.');
  const end = start + limit;
  const next =
    end < all.length ? { NextToken: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: all.slice(start, end), next };
}

/** The items whose names begin with the request's `NamePrefix`, if it has one. */
export function prefixed<T extends { readonly name: string }>(
  all: Iterable<T>,
  request: Parameters,
): T[] {
  const prefix = optionalText(request, 'NamePrefix') ?? '';
  return [...all].filter(({ name }) => name.startsWith(prefix));
}
