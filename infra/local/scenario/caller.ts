/** An answer of the edge. `body` is parsed where it is JSON, else the text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a call says beside its method and path. */
export interface Said {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody with a token, or with none. */
export interface Caller {
  readonly token?: string;
  call(method: string, path: string, said?: Said): Promise<Answer>;
}

/** Calls the edge at `url` with the token, and takes any answer. */
export function createCaller(url: string, token?: string): Caller {
  return {
    token,
    async call(method, path, { body, headers = {} } = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        signal: AbortSignal.timeout(20_000),
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      const { status } = response;
      return { status, headers: response.headers, body: parsed(text) as Answer['body'] };
    },
  };
}

/** Somebody whom the local issuer knows from now on. */
export async function signIn(
  url: string,
  subject: string,
  roles: readonly string[] = [],
): Promise<Caller> {
  const { body } = await createCaller(url).call('POST', '/auth/dev-token', {
    body: { subject, roles },
  });
  return createCaller(url, String(body.token));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
