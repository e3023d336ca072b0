import { STATUS_CODES } from 'node:http';
import type { Violation } from '@waybill/contracts/validation';
import { Rejection, Unavailable } from '@waybill/kernel/failure';

/** An answer of RFC 9457. `code` is stable; `errors` names every wrong field. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly Violation[];
  readonly [extension: string]: unknown;
}

/** A request that is answered with a problem. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.extensions = extensions;
  }
}

/** Nothing by that name, or nothing that this user may see. */
export const notFound = (detail: string): Problem => new Problem(404, 'not-found', detail);

/** Domain codes that mean "the request itself cannot be processed" rather than "not in this state". */
const unprocessable = new Set(['idempotency-key-reused']);

const parserCodes: Readonly<Record<string, [code: string, detail: string]>> = {
  'entity.too.large': ['too-large', 'The body is larger than this service takes'],
  'entity.parse.failed': ['malformed-json', 'The body is not JSON'],
  'encoding.unsupported': ['unsupported-encoding', 'Content-Encoding is not known here'],
  'charset.unsupported': ['unsupported-charset', 'Send JSON as UTF-8'],
  'request.aborted': ['aborted', 'The body ended early'],
  'request.size.invalid': ['wrong-length', 'The body is not as long as Content-Length says'],
};

/** The answer to whatever was thrown. What is not foreseen is a 500 that says nothing of the inside. */
export function problemOf(error: unknown): ProblemBody {
  if (error instanceof Problem) {
    return body(error.status, error.code, error.message, error.extensions);
  }
  if (error instanceof Rejection) {
    const status = unprocessable.has(error.code) ? 422 : 409;
    return body(status, error.code, error.message, error.details);
  }
  if (error instanceof Unavailable) {
    return body(503, 'unavailable', 'Something that this service needs is away; try again');
  }
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const [code, detail] = parserCodes[String(type)] ?? ['bad-request', 'The request is malformed'];
    return body(status, code, detail);
  }
  return body(500, 'internal-error', 'This should not have happened; the log has the reason');
}

function body(
  status: number,
  code: string,
  detail: string,
  extensions: Readonly<Record<string, unknown>> = {},
): ProblemBody {
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: `urn:waybill:problem:${code}`, title, status, code, detail, ...extensions };
}
