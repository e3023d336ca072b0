/** A client of a JSON interface: every call has an end. */
export interface JsonClient {
  /** The answer's body, or `undefined` where there is nothing (404). */
  get(path: string): Promise<unknown>;
  put(path: string, body: unknown): Promise<unknown>;
}

/** Calls `url` with a time-out. Any answer but success (and 404 on `get`) is an error. */
export function jsonClient(url: string, timeoutMs: number): JsonClient {
  async function call(path: string, init: RequestInit): Promise<Response> {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, { ...init, signal });
    if (response.ok || (response.status === 404 && init.method === 'GET')) return response;
    await response.body?.cancel();
    throw new Error(`${init.method ?? 'GET'} ${new URL(url).host} answers ${response.status}`);
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
