import { ApiProblem } from './problem.ts';

const timeoutMs = 15_000;

/** What a call carries beside its path. */
export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** The same key and body have one effect, however often they are sent. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Calls the services behind the edge. Rejects with an ApiProblem where one answers no. */
export type Api = <T>(path: string, options?: CallOptions) => Promise<T>;

/** @param token the bearer token to call with; `undefined` while nobody is signed in */
export function createApi(token: () => Promise<string | undefined>): Api {
  return async <T>(path: string, options: CallOptions = {}): Promise<T> => {
    const { method = 'GET', body, idempotencyKey, signal } = options;
    const bearer = await token();
    const limit = AbortSignal.timeout(timeoutMs);
    const response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const content: unknown = isJson ? await response.json() : undefined;
    if (!response.ok) throw new ApiProblem(response.status, content);
    return content as T;
  };
}
