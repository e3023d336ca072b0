import type { WireRequest } from '../emulator.ts';
import { badRequest } from './registry.ts';

/** One REST call, its path matched and its body parsed. */
export interface Call {
  /** A parameter in the path; a route that names it always has it. */
  path(name: string): string;
  query(name: string): string | undefined;
  queries(name: string): string[];
  /** A member of the body that is text, if it is there. */
  text(name: string): string | undefined;
  requiredText(name: string): string;
  /** The body's `tags`. */
  tags(): Record<string, string>;
}

export function parseCall(request: WireRequest, path: Readonly<Record<string, string>>): Call {
  const { searchParams } = new URL(request.url, 'http://localhost');
  const body = parseBody(request.body);

  const text = (name: string): string | undefined => {
    const value = body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw badRequest(`${name} must be a string.`);
    return value;
  };

  return {
    path: (name) => decodeURIComponent(path[name] ?? ''),
    query: (name) => searchParams.get(name) ?? undefined,
    queries: (name) => searchParams.getAll(name),
    text,
    requiredText(name) {
      const value = text(name);
      if (value === undefined) throw badRequest(`${name} is required.`);
      return value;
    },
    tags: () => ({ ...(body['tags'] as Record<string, string> | null | undefined) }),
  };
}

function parseBody(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body.toString('utf8') || '{}') as Readonly<Record<string, unknown>>;
  } catch {
    throw badRequest('The body is not valid JSON.');
  }
}
