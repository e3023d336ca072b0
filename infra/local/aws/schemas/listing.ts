import type { Call } from './call.ts';
import { badRequest } from './registry.ts';

/** One page of a list: at most `limit` items (100 by default) from where `nextToken` points. */
export function listing<T>(items: readonly T[], call: Call): { page: T[]; NextToken?: string } {
  const start = Number(call.query('nextToken') ?? 0);
  const limit = Number(call.query('limit') ?? 100);
  if (!Number.isInteger(start) || !Number.isInteger(limit) || limit < 1) {
    throw badRequest('limit or nextToken is not valid.');
  }
  const end = start + limit;
  return {
    page: items.slice(start, end),
    ...(end < items.length && { NextToken: String(end) }),
  };
}
