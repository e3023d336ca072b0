import type { IncomingHttpHeaders } from 'node:http';

/** The one account and region of the embedded AWS, as every emulator before it has chosen. */
export const accountId = '000000000000';
export const region = 'us-east-1';

/** A request as it arrived on the wire, its body complete. `url` is path and query. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer in the wire format of the service that gives it. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** One embedded AWS service. `handle` answers every request, also a bad one, and never rejects. */
export interface Emulator {
  handle(request: WireRequest): Promise<WireResponse>;
  /** Ends timers and servers. What is in flight may be lost, as at a power cut. */
  stop(): Promise<void>;
}

/** An error as AWS names it. `type` is the exception's name, without a namespace. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(type: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message);
    this.type = type;
    this.status = status;
    this.fields = fields;
  }
}

/** Answers in AWS JSON 1.0 or 1.1, the protocol of DynamoDB, Kinesis, EventBridge and SQS. */
export function jsonAnswer(
  body: unknown,
  status = 200,
  version: '1.0' | '1.1' = '1.1',
): WireResponse {
  return {
    status,
    headers: { 'content-type': `application/x-amz-json-${version}` },
    body: JSON.stringify(body),
  };
}

/** Answers an error in AWS JSON, the way the SDKs read it. */
export function jsonError(error: unknown, version: '1.0' | '1.1' = '1.1'): WireResponse {
  const known =
    error instanceof AwsError
      ? error
      : new AwsError(
          'InternalFailure',
          error instanceof Error ? error.message : String(error),
          500,
        );
  return jsonAnswer(
    { __type: known.type, message: known.message, Message: known.message, ...known.fields },
    known.status,
    version,
  );
}
