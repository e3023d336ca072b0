import type { Call } from './call.ts';

/** An answer that the proxy gives itself. */
export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const errors = {
  throttle: { status: 400, type: 'ThrottlingException', message: 'Rate exceeded' },
  fail: { status: 500, type: 'InternalServerError', message: 'Injected: nothing was done' },
} as const;

/** The answer of a service that throttles, or fails, in the protocol of the call's service. */
export function refusalOf(kind: keyof typeof errors, { api }: Call): Refusal {
  const { status, type, message } = errors[kind];
  if (api === 'http') {
    const body = JSON.stringify({ message });
    return { status: kind === 'throttle' ? 429 : 503, contentType: 'application/json', body };
  }
  if (api === 's3') {
    const code = kind === 'throttle' ? 'SlowDown' : 'InternalError';
    return { status: kind === 'throttle' ? 503 : 500, ...xml(code, message) };
  }
  if (api === 'ses') {
    const { body, contentType } = xml(kind === 'throttle' ? 'Throttling' : type, message);
    return { status, contentType, body: `<ErrorResponse>${body}</ErrorResponse>` };
  }
  return {
    status,
    contentType: 'application/x-amz-json-1.0',
    body: JSON.stringify({ __type: type, message }),
  };
}

function xml(code: string, message: string): Pick<Refusal, 'contentType' | 'body'> {
  const body = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { contentType: 'text/xml', body };
}
