import type { WireResponse } from '../emulator.ts';
import type { Fauxqs } from '../fauxqs.ts';
import { succeeded } from './object-change.ts';
import { answeredHeaders, storedHeaders } from './object-headers.ts';
import { storedPath, type S3Request } from './s3-request.ts';

/** Buckets and objects, as fauxqs keeps them. */
export interface ObjectStore {
  request(request: S3Request): Promise<WireResponse>;
  /** The headers of an object or bucket, or undefined if there is none. */
  head(bucket: string, key: string): Promise<Readonly<Record<string, string>> | undefined>;
}

const emptyInChunks = Buffer.from('0\r\n\r\n');

export function createObjectStore(fauxqs: Fauxqs): ObjectStore {
  async function request(asked: S3Request): Promise<WireResponse> {
    const headers = storedHeaders(asked.headers);
    let { body } = asked;
    if (asked.method === 'PUT' && asked.key !== '' && body.length === 0) {
      // fauxqs fails on a body that is not there, and copes with an empty one in chunks.
      headers['content-encoding'] = 'aws-chunked';
      headers['content-type'] ??= 'application/octet-stream';
      body = emptyInChunks;
    }
    const { method } = asked;
    const answer = await fauxqs.request({ method, url: storedPath(asked), headers, body });
    return { ...answer, headers: answeredHeaders(answer.headers, asked.query) };
  }
  return {
    request,
    async head(bucket, key) {
      const query = new URLSearchParams();
      const empty = { headers: {}, body: Buffer.alloc(0), url: '', query };
      const answer = await request({ ...empty, method: 'HEAD', bucket, key });
      return succeeded(answer) ? answer.headers : undefined;
    },
  };
}
