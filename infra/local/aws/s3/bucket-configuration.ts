import type { WireResponse } from '../emulator.ts';
import { emptyAnswer, S3Error, xmlAnswer } from './s3-answer.ts';
import type { S3Request } from './s3-request.ts';

/** What a bucket without the configuration answers: the default, or the error's code. */
const unset: Readonly<Record<string, { answer: string } | { code: string }>> = {
  accelerate: { answer: '<AccelerateConfiguration/>' },
  cors: { code: 'NoSuchCORSConfiguration' },
  encryption: {
    answer:
      '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>',
  },
  lifecycle: { code: 'NoSuchLifecycleConfiguration' },
  location: { answer: '<LocationConstraint/>' },
  logging: { answer: '<BucketLoggingStatus/>' },
  notification: { answer: '<NotificationConfiguration/>' },
  'object-lock': { code: 'ObjectLockConfigurationNotFoundError' },
  ownershipControls: { code: 'OwnershipControlsNotFoundError' },
  policy: { code: 'NoSuchBucketPolicy' },
  publicAccessBlock: { code: 'NoSuchPublicAccessBlockConfiguration' },
  replication: { code: 'ReplicationConfigurationNotFoundError' },
  requestPayment: {
    answer: '<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>',
  },
  tagging: { code: 'NoSuchTagSet' },
  versioning: { answer: '<VersioningConfiguration/>' },
  website: { code: 'NoSuchWebsiteConfiguration' },
};

/** Configurations are kept and given back word for word. Only `notification` and `cors` have an effect. */
export interface BucketConfigurations {
  /** The configuration that the request is about, if it is about one. */
  named(request: S3Request): string | undefined;
  answer(request: S3Request, name: string): WireResponse;
  get(bucket: string, name: string): string | undefined;
  forget(bucket: string): void;
}

export function createBucketConfigurations(): BucketConfigurations {
  const buckets = new Map<string, Map<string, string>>();
  return {
    named: ({ key, query }) =>
      key === '' ? Object.keys(unset).find((name) => query.has(name)) : undefined,
    get: (bucket, name) => buckets.get(bucket)?.get(name),
    forget: (bucket) => void buckets.delete(bucket),
    answer({ method, bucket, body }, name) {
      const kept = buckets.get(bucket) ?? new Map<string, string>();
      if (method === 'PUT') {
        buckets.set(bucket, kept.set(name, body.toString()));
        return emptyAnswer(200);
      }
      if (method === 'DELETE') {
        kept.delete(name);
        return emptyAnswer(204);
      }
      const text = kept.get(name);
      if (text !== undefined) return text.startsWith('<?xml') ? raw(text) : configured(name, text);
      const fallback = unset[name];
      if (fallback && 'answer' in fallback) return xmlAnswer(fallback.answer);
      throw new S3Error(fallback?.code ?? 'NotImplemented', `The bucket has no ${name}`, 404);
    },
  };
}

function raw(text: string): WireResponse {
  const { headers, status } = xmlAnswer('');
  return { status, headers, body: text };
}

function configured(name: string, text: string): WireResponse {
  return name === 'policy' ? raw(text) : xmlAnswer(text);
}
