import type { Emulator, WireResponse } from '../emulator.ts';
import type { Fauxqs } from '../fauxqs.ts';
import { createBucketConfigurations } from './bucket-configuration.ts';
import { corsHeaders, withHeaders } from './cors.ts';
import { changeBy, succeeded, type ObjectChange } from './object-change.ts';
import { objectEvent, type S3Event } from './object-event.ts';
import { createObjectStore } from './object-store.ts';
import { createObjectTags } from './object-tags.ts';
import { emptyAnswer, s3Error, S3Error, unescapeXml } from './s3-answer.ts';
import { parseS3Request, type S3Request } from './s3-request.ts';

export interface S3Options {
  readonly fauxqs: Fauxqs;
  /** Puts an event on the default bus. */
  readonly putServiceEvent: (event: S3Event) => void;
}

/** Queries that fauxqs would take for the object or bucket itself. */
const notServed = ['acl', 'retention', 'legal-hold', 'torrent', 'select', 'restore', 'versions'];

/** S3: fauxqs for the objects, in front of it configurations, tags, CORS and the events for EventBridge. */
export function createS3({ fauxqs, putServiceEvent }: S3Options): Emulator {
  const store = createObjectStore(fauxqs);
  const configurations = createBucketConfigurations();
  const tags = createObjectTags();
  const creating = new Set<string>();

  async function answer(request: S3Request): Promise<WireResponse> {
    const { method, bucket, key, query } = request;
    if (method === 'OPTIONS') return emptyAnswer(200);
    const configuration = configurations.named(request);
    if (configuration !== undefined) {
      if (!(await store.head(bucket, ''))) {
        throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', 404);
      }
      return configurations.answer(request, configuration);
    }
    if (query.has('tagging')) {
      if (!(await store.head(bucket, key))) {
        throw new S3Error('NoSuchKey', 'The specified key does not exist.', 404);
      }
      return tags.answer(request);
    }
    const missing = notServed.find((name) => query.has(name));
    const isForm = request.headers['content-type']?.startsWith('multipart/form-data');
    if (missing || isForm) {
      throw new S3Error('NotImplemented', `${missing ?? 'POST Object'} is not served here.`, 501);
    }
    return objects(request);
  }

  async function objects(request: S3Request): Promise<WireResponse> {
    const { method, bucket, key, headers } = request;
    const change = changeBy(request);
    const existed = change?.kind === 'deleted' ? await existing(bucket, change.keys) : [];
    const isFirst = change?.kind === 'created' && headers['if-none-match'] === '*';

    const response = await (isFirst ? createOnly(request) : store.request(request));
    if (!succeeded(response)) return response;

    if (method === 'DELETE' && key === '') configurations.forget(bucket);
    if (change) {
      const keys = change.kind === 'created' ? change.keys : existed;
      for (const changed of keys) retag(request, change, changed);
      await notify(request, { ...change, keys }, response.headers['x-amz-request-id'] ?? '');
    }
    const count = (method === 'GET' || method === 'HEAD') && key ? tags.count(bucket, key) : 0;
    return count > 0 ? withHeaders(response, { 'x-amz-tagging-count': String(count) }) : response;
  }

  async function createOnly(request: S3Request): Promise<WireResponse> {
    const { bucket, key } = request;
    const place = `${bucket}/${key}`;
    if (creating.has(place)) {
      throw new S3Error('ConditionalRequestConflict', 'Another request creates this object.', 409);
    }
    creating.add(place);
    try {
      if (await store.head(bucket, key)) {
        throw new S3Error(
          'PreconditionFailed',
          'At least one of the pre-conditions you specified did not hold',
          412,
        );
      }
      return await store.request(request);
    } finally {
      creating.delete(place);
    }
  }

  function retag({ bucket, headers }: S3Request, change: ObjectChange, key: string): void {
    const source = headers['x-amz-copy-source'];
    const replaced = headers['x-amz-tagging-directive'] === 'REPLACE';
    if (typeof source === 'string' && !replaced && change.kind === 'created') {
      tags.copy(decodeURIComponent(source).replace(/^\//, ''), bucket, key);
    } else if (change.reason !== 'CompleteMultipartUpload') {
      const header = headers['x-amz-tagging'];
      tags.replace(bucket, key, change.kind === 'created' ? header?.toString() : undefined);
    }
  }

  async function existing(bucket: string, keys: readonly string[]): Promise<string[]> {
    const found = await Promise.all(keys.map((key) => store.head(bucket, key)));
    return keys.filter((_, index) => found[index]);
  }

  async function notify(
    { bucket }: S3Request,
    change: ObjectChange,
    requestId: string,
  ): Promise<void> {
    const configuration = configurations.get(bucket, 'notification');
    if (!configuration?.includes('<EventBridgeConfiguration')) return;
    for (const key of change.keys) {
      const object = { bucket, key, requestId };
      if (change.kind === 'deleted') {
        putServiceEvent(objectEvent(change, object));
        continue;
      }
      const { etag = '', 'content-length': size } = (await store.head(bucket, key)) ?? {};
      const bare = unescapeXml(etag).replaceAll('"', '');
      putServiceEvent(objectEvent(change, { ...object, size: Number(size), etag: bare }));
    }
  }

  return {
    async handle(wire) {
      const request = parseS3Request(wire);
      try {
        const cors = corsHeaders(request, configurations.get(request.bucket, 'cors'));
        return withHeaders(await answer(request), cors);
      } catch (error) {
        return s3Error(error);
      }
    },
    stop: () => Promise.resolve(),
  };
}
