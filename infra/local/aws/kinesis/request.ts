import { AwsError, type WireRequest } from '../emulator.ts';
import type { Request } from './engine.ts';

/** Parses a request. A stream's ARN stands for its name. */
export function parseRequest({ headers, body }: WireRequest): Request {
  if (headers['content-type']?.includes('cbor')) {
    throw new AwsError('SerializationException', 'CBOR is not emulated: send JSON');
  }
  const request = parseObject(body.toString());
  const name = /:stream\/([^/]+)$/.exec(String(request['StreamARN']))?.[1];
  return name === undefined ? request : { StreamName: name, ...request };
}

function parseObject(text: string): Request {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Request;
  } catch {
    // falls through to AWS's own answer
  }
  throw new AwsError('SerializationException', 'The request is not a JSON object');
}
