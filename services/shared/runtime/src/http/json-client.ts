import type { Static, TSchema } from '@sinclair/typebox';
import { tolerantViolations } from '@waybill/contracts/validation';
import { Unavailable } from '@waybill/kernel/failure';

/** Answers that say that nobody is served now. */
const away = new Set([429, 502, 503]);

/** A client of a JSON interface: every call has an end. */
export interface JsonClient {
  /** The answer's body, or `undefined` where there is nothing (404). */
  get(path: string): Promise<unknown>;
  put(path: string, body: unknown): Promise<unknown>;
}

/** Calls `url` with a time-out. Any answer but success (and 404 on `get`) is an error. */
export function jsonClient(url: string, timeoutMs: number): JsonClient {
  async function call(path: string, init: RequestInit): Promise<Response> {
    const response = await reach(path, init);
    if (response.ok || (response.status === 404 && init.method === 'GET')) return response;
    await response.body?.cancel();
    const message = `${new URL(url).host} answers ${response.status}`;
    throw away.has(response.status) ? new Unavailable(message) : new Error(message);
  }

  /** A time-out says nothing of the others: only this call is tried again. */
  async function reach(path: string, init: RequestInit): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      return await fetch(`${url.replace(/\/$/, '')}${path}`, { ...init, signal });
    } catch (error) {
      if (error instanceof TypeError) {
        throw new Unavailable(`${new URL(url).host} cannot be reached`, { cause: error });
      }
      throw error;
    }
  }

  return {
    async get(path) {
      const response = await call(path, { method: 'GET' });
      if (response.ok) return response.json();
      await response.body?.cancel();
      return undefined;
    },
    async put(path, body) {
      const headers = { 'content-type': 'application/json' };
      const response = await call(path, { method: 'PUT', headers, body: JSON.stringify(body) });
      return response.json();
    },
  };
}

/** The answer, if it is what `schema` says. Anything else is an outcome that is not known. */
export function answerOf<S extends TSchema>(schema: S, answer: unknown): Static<S> {
  const [wrong] = tolerantViolations(schema, answer);
  if (wrong) throw new Error(`answer${wrong.field} ${wrong.message}`);
  return answer;
}
