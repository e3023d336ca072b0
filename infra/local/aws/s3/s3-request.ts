import type { WireRequest } from '../emulator.ts';

/** A request to S3 with the bucket found, wherever the client named it. */
export interface S3Request extends WireRequest {
  readonly bucket: string;
  /** As the user wrote it; empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/** `bucket.localhost`, `bucket.s3.localhost` and `bucket.s3.us-east-1.example` name a bucket; `s3.localhost` does not. */
const virtualHost = /^(?!s3\.)(.+?)\.(?:s3[.-]|localhost)/;

/** Reads a request in path style or virtual-hosted style. */
export function parseS3Request(request: WireRequest): S3Request {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const path = decode(pathname).slice(1);
  const [, hosted] = virtualHost.exec(request.headers.host ?? '') ?? [];
  const slash = path.indexOf('/');
  const [bucket, key] = hosted
    ? [hosted, path]
    : slash === -1
      ? [path, '']
      : [path.slice(0, slash), path.slice(slash + 1)];
  return { ...request, bucket, key, query: searchParams };
}

/** The path and query under which fauxqs knows the request. */
export function storedPath({ bucket, key, query }: S3Request): string {
  const search = query.size > 0 ? `?${query.toString()}` : '';
  const encodedKey = key.split('/').map(encodeURIComponent).join('/');
  return `/${encodeURIComponent(bucket)}${key && `/${encodedKey}`}${search}`;
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
