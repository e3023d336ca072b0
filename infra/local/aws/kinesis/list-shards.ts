import { AwsError } from '../emulator.ts';
import type { Engine, Request } from './engine.ts';
import { shardFilter } from './shard-filter.ts';

const tokenValidMs = 300_000;

interface Page {
  readonly StreamName: unknown;
  readonly ExclusiveStartShardId?: unknown;
  readonly ShardFilter?: unknown;
}

/** Lists a stream's shards by page, all or those that the filter lets through. */
export function listShards(engine: Engine, request: Request, now: number): unknown {
  const page = pageOf(request, now);
  const stream = engine.store.stream(page.StreamName);
  const after = page.ExclusiveStartShardId;
  const shards = stream.Shards.filter(
    ({ ShardId }) => typeof after !== 'string' || ShardId > after,
  ).filter(shardFilter(stream, page.ShardFilter, now));

  const limit = typeof request['MaxResults'] === 'number' ? request['MaxResults'] : 1000;
  const listed = shards.slice(0, limit);
  if (listed.length === shards.length) return { Shards: listed };
  const next: Page = { ...page, ExclusiveStartShardId: listed.at(-1)?.ShardId };
  return { Shards: listed, NextToken: tokenOf(next, now) };
}

function pageOf({ NextToken, ...request }: Request, now: number): Page {
  if (NextToken === undefined && request['StreamName'] === undefined) {
    throw invalid('Either NextToken or StreamName should be provided.');
  }
  if (NextToken === undefined) return { StreamName: request['StreamName'], ...request };
  // A stream's ARN may come with the token, and has become its name by now.
  if (request['StreamName'] !== undefined && request['StreamARN'] === undefined) {
    throw invalid('NextToken and StreamName cannot be provided together.');
  }
  const { page, at } = parseToken(NextToken);
  if (now - at > tokenValidMs) {
    throw new AwsError('ExpiredNextTokenException', 'The pagination token has expired.');
  }
  return page;
}

function tokenOf({ StreamName, ExclusiveStartShardId, ShardFilter }: Page, at: number): string {
  const page = { StreamName, ExclusiveStartShardId, ShardFilter };
  return Buffer.from(JSON.stringify({ page, at })).toString('base64');
}

function parseToken(token: unknown): { page: Page; at: number } {
  try {
    if (typeof token !== 'string') throw new TypeError('not a token');
    return JSON.parse(Buffer.from(token, 'base64').toString()) as { page: Page; at: number };
  } catch {
    throw invalid('NextToken is invalid.');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidArgumentException', message);
}
