import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { Unavailable } from '@waybill/kernel/failure';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Aws } from '../aws.ts';
import { limited } from './limited.ts';
import { ObjectTooLarge, type Missing, type ObjectRef, type ObjectStore } from './object-store.ts';

const goneNames = new Set(['NoSuchKey', 'NoSuchVersion', 'NotFound']);
/** The most that S3 takes. */
const maxTags = 10;

/** Objects in S3. */
export function createS3ObjectStore({ s3 }: Pick<Aws, 's3'>): ObjectStore {
  return {
    get: (ref, { maxBytes, signal }) =>
      unlessGone(async () => {
        const answer = await s3.send(new GetObjectCommand(named(ref)), { abortSignal: signal });
        const body = answer.Body as Readable;
        // What is left of an answer that nobody reads must not end the process.
        body.on('error', () => undefined);
        const discard = (): void => void body.destroy();
        if (isOther(ref, answer.ETag)) {
          discard();
          return 'changed';
        }
        if ((answer.ContentLength ?? 0) > maxBytes) {
          discard();
          throw new ObjectTooLarge(`${answer.ContentLength ?? 0} bytes`);
        }
        if (signal) addAbortSignal(signal, body);
        return { chunks: limited(wholly(body, signal), maxBytes), discard };
      }),

    put: async ({ bucket, key, body, contentType, cacheControl }) => {
      const object = { Bucket: bucket, Key: key, Body: body };
      const headers = {
        ContentType: contentType,
        ContentLength: body.length,
        CacheControl: cacheControl,
      };
      await s3.send(new PutObjectCommand({ ...object, ...headers }));
    },

    tag: (ref, tags) =>
      unlessGone(async () => {
        const object = named(ref);
        // Tags know no condition: what was overwritten just now must not be tagged for what it was.
        if (ref.etag !== undefined) {
          const { ETag } = await s3.send(new HeadObjectCommand(object));
          if (isOther(ref, ETag)) return 'changed';
        }
        const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand(object));
        const others = TagSet.filter(({ Key = '' }) => !(Key in tags));
        const ours = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
        const kept = others.slice(0, maxTags - ours.length);
        const Tagging = { TagSet: [...kept, ...ours] };
        await s3.send(new PutObjectTaggingCommand({ ...object, Tagging }));
        return 'tagged';
      }),
  };
}

const named = ({ bucket, key, versionId }: ObjectRef) => ({
  Bucket: bucket,
  Key: key,
  VersionId: versionId,
});

function isOther({ etag }: ObjectRef, found: string | undefined): boolean {
  return etag !== undefined && found?.replaceAll('"', '') !== etag;
}

async function unlessGone<T>(work: () => Promise<T>): Promise<T | Missing> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && goneNames.has(error.name)) return 'gone';
    throw error;
  }
}

/** The connection may break in the middle, where no middleware of the client is. */
async function* wholly(body: Readable, signal?: AbortSignal): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of body) yield chunk as Uint8Array;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unavailable('an object broke off', { cause: error });
  }
}
