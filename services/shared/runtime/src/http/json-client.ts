import type { Static, TSchema } from '@sinclair/typebox';
import { tolerantViolations } from '@waybill/contracts/validation';
import { Unavailable } from '@waybill/kernel/failure';

/** Answers that say that nobody is served now. */
const away = new Set([429, 502, 503]);

/** A client of a JSON interface: every call has an end. */
export interface JsonClient {
  /** The answer's body, or `undefined` where there is nothing (404). */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  put(path: string, body: unknown): Promise<unknown>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>;
}

/** Nobody answers there at all. */
export class Unreachable extends Unavailable {}

/** An answer that says no. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/**
 * Calls `url` with a time-out. Any answer but success (and 404 on `get`) is an error: `Unavailable` where it says that
 * nobody is served now, else `Refused`.
 */
export function jsonClient(url: string, timeoutMs: number): JsonClient {
  async function call(path: string, init: RequestInit): Promise<Response> {
    const response = await reach(path, init);
    if (response.ok || (response.status === 404 && init.method === 'GET')) return response;
    await response.body?.cancel();
    const message = `${new URL(url).host} answers ${response.status}`;
    throw away.has(response.status)
      ? new Unavailable(message)
      : new Refused(message, response.status);
  }

  /** A time-out says nothing of the others: only this call is tried again. */
  async function reach(path: string, init: RequestInit): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      return await fetch(`${url.replace(/\/$/, '')}${path}`, { ...init, signal });
    } catch (error) {
      // By its name: under Jest, what Node throws is of another realm.
      if ((error as Error).name === 'TypeError') {
        throw new Unreachable(`${new URL(url).host} cannot be reached`, { cause: error });
      }
      throw error;
    }
  }

  return {
    async get(path, headers = {}) {
      const response = await call(path, { method: 'GET', headers });
      if (response.ok) return response.json();
      await response.body?.cancel();
      return undefined;
    },
    async put(path, body) {
      const response = await call(path, { method: 'PUT', ...said(body) });
      return response.json();
    },
    async post(path, body, headers = {}) {
      const response = await call(path, { method: 'POST', ...said(body, headers) });
      return response.json();
    },
  };
}

function said(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** The answer, if it is what `schema` says. Anything else is an outcome that is not known. */
export function answerOf<S extends TSchema>(schema: S, answer: unknown): Static<S> {
  const [wrong] = tolerantViolations(schema, answer);
  if (wrong) throw new Error(`answer${wrong.field} ${wrong.message}`);
  return answer;
}
