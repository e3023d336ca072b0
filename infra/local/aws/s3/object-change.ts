import type { WireResponse } from '../emulator.ts';
import { unescapeXml } from './s3-answer.ts';
import type { S3Request } from './s3-request.ts';

/** Something that happened to objects, of the kinds that S3 notifies about. */
export interface ObjectChange {
  readonly kind: 'created' | 'deleted';
  readonly reason: 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload' | 'DeleteObject';
  readonly keys: readonly string[];
}

/** Tells from a request whether, once it has succeeded, it has changed objects. */
export function changeBy(request: S3Request): ObjectChange | undefined {
  const { method, key, query, headers, body } = request;
  if (method === 'POST' && key === '' && query.has('delete')) {
    const keys = [...body.toString().matchAll(/<Key>([\s\S]*?)<\/Key>/g)];
    return {
      kind: 'deleted',
      reason: 'DeleteObject',
      keys: keys.map(([, name = '']) => unescapeXml(name)),
    };
  }
  if (key === '') return undefined;
  const isPart = query.has('uploadId');
  if (method === 'PUT' && !isPart) {
    const reason = headers['x-amz-copy-source'] ? 'CopyObject' : 'PutObject';
    return { kind: 'created', reason, keys: [key] };
  }
  if (method === 'POST' && isPart) {
    return { kind: 'created', reason: 'CompleteMultipartUpload', keys: [key] };
  }
  if (method === 'DELETE' && !isPart) {
    return { kind: 'deleted', reason: 'DeleteObject', keys: [key] };
  }
  return undefined;
}

export function succeeded({ status }: WireResponse): boolean {
  return status >= 200 && status < 300;
}
