import { Type } from '@sinclair/typebox';
import { notice } from './contract.ts';

/**
 * An object was written, whether it is a new one or takes another's place. Keys come raw.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const ObjectCreated = notice('aws.s3', 'Object Created', {
  bucket: Type.Object({ name: Type.String({ minLength: 1 }) }),
  object: Type.Object({
    key: Type.String({ minLength: 1 }),
    /** Bytes. */
    size: Type.Optional(Type.Integer({ minimum: 0 })),
    etag: Type.Optional(Type.String()),
    /** Only of a bucket that keeps versions. */
    'version-id': Type.Optional(Type.String()),
    /** The order of what happened to one key; see `isLater`. */
    sequencer: Type.String({ minLength: 1, maxLength: 100 }),
  }),
});
