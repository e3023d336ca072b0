import type { IncomingHttpHeaders } from 'node:http';

/** The names under which the endpoint knows its services: those of the credential scope. */
export type ServiceName =
  'sqs' | 's3' | 'ses' | 'sts' | 'events' | 'schemas' | 'dynamodb' | 'kinesis';

const byTarget: readonly (readonly [prefix: string, service: ServiceName])[] = [
  ['AmazonSQS.', 'sqs'],
  ['AWSEvents.', 'events'],
  ['DynamoDB_', 'dynamodb'],
  ['Kinesis_', 'kinesis'],
];

const scope = /Credential=[^,\s]+?\/\d{8}\/[\w-]+\/(\w+)\/aws4_request/;

/** Tells which service a request is for: by its signature's scope, else by its target, else by its host and path. */
export function serviceOf(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
): string | undefined {
  const signed = scope.exec(headers.authorization ?? '')?.[1];
  if (signed) return signed;

  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const presigned = scope.exec(`Credential=${searchParams.get('X-Amz-Credential') ?? ''}`)?.[1];
  if (presigned) return presigned;
  if (searchParams.has('AWSAccessKeyId')) return 's3';

  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return byTarget.find(([prefix]) => target.startsWith(prefix))?.[1];
  }
  if (/^\/\d{12}\/[\w.-]+$/.test(pathname)) return 'sqs';
  if (pathname.startsWith('/v2/email/')) return 'ses';
  if (pathname === '/_aws/ses' || pathname === '/store') return 'ses';
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const isBucketPath = pathname !== '/' && !pathname.startsWith('/_');
  const isBucketHost = /^[^.]+\.(s3\.|localhost)/.test(headers.host ?? '');
  return !isForm && (isBucketPath || isBucketHost || method === 'OPTIONS') ? 's3' : undefined;
}
