import type { IncomingHttpHeaders } from 'node:http';
import { serviceOf } from '../../infra/local/aws/service-of.ts';

/** Where payment provider and carrier are, beside AWS. */
export const providersPath = '/sandbox';

/** What a call and its reply carry; an empty object where it is not JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** A call that a process makes, as it is on the wire. */
export interface Call {
  /** Who calls: a service's name. */
  readonly caller: string;
  /** `dynamodb`, `sqs`, `kinesis`, `events`, `ses`, `s3`, or `http` for a provider that is not AWS. */
  readonly api: string;
  /** As AWS names it, e.g. `PutItem`; method and path of anything else. */
  readonly operation: string;
  readonly input: Fields;
}

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly output: Fields;
}

/** A request, read to its end. */
export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Tells what a request asks for. Knows the protocols of AWS: JSON targets, query actions, and S3's paths. */
export function callOf(caller: string, { method, url, headers, body }: Request): Call {
  const target = headers['x-amz-target'];
  const isProvider = url.startsWith(providersPath);
  const api = isProvider ? 'http' : (serviceOf(method, url, headers) ?? 'http');
  if (typeof target === 'string') {
    const operation = target.slice(target.indexOf('.') + 1);
    return { caller, api, operation, input: fieldsOf(body) };
  }
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const input = Object.fromEntries(new URLSearchParams(body.toString()));
    return { caller, api, operation: input.Action ?? '', input };
  }
  const { pathname } = new URL(url, 'http://localhost');
  return { caller, api, operation: `${method} ${pathname}`, input: fieldsOf(body) };
}

/** JSON's fields; none where it is something else. */
export function fieldsOf(body: Buffer): Fields {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Fields) : {};
  } catch {
    return {};
  }
}
