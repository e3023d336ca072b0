/** A call of the system's HTTP interface. */
export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** What the system answered. */
export interface Answer {
  readonly status: number;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
  /** How long the system asks to be left alone. */
  readonly retryAfterMs: number;
}

/** No answer came: refused, reset, or too late. */
export class NoAnswer extends Error {}

const timeoutMs = 30_000;

/** Makes a call once. Throws `NoAnswer` when the network gives none within 30 s. */
export async function exchange(url: string, call: Call, token?: string): Promise<Answer> {
  try {
    const response = await fetch(url + call.path, {
      method: call.method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/json, application/problem+json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const retryAfter = Number(response.headers.get('retry-after') ?? 0);
    return {
      status: response.status,
      body: parsed(await response.text()),
      retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1_000 : 0,
    };
  } catch (error) {
    throw new NoAnswer(reasonOf(error));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Fetch hides the reason in the cause of its "fetch failed". */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const { code, message } = (cause ?? error) as { code?: unknown; message?: unknown };
  // An aborted fetch has a number for a code.
  return typeof code === 'string' ? code : String(message);
}
