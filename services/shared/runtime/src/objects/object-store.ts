/** An object of a bucket, or one version of it. The bucket by its name in AWS, the key raw. */
export interface ObjectRef {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  /** Only while this is the content: an object that was overwritten is another. Without quotes. */
  readonly etag?: string;
}

/** An object's content, as it comes. Whoever does not read it to its end calls `discard`. */
export interface ObjectContent {
  readonly chunks: AsyncIterable<Uint8Array>;
  discard(): void;
}

/** What is stored. */
export interface NewObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** The object is not there any more: deleted, or another has its place. */
export type Missing = 'gone' | 'changed';

/** An object has more bytes than its reader takes. */
export class ObjectTooLarge extends Error {
  override readonly name = 'ObjectTooLarge';
}

/** Objects in buckets. Every call throws `Unavailable` while the store is away, and so does the content. */
export interface ObjectStore {
  /**
   * Opens an object.
   * @throws ObjectTooLarge at once where the store says the size, else from the content after so many bytes
   */
  get(
    ref: ObjectRef,
    options: { readonly maxBytes: number; readonly signal?: AbortSignal },
  ): Promise<ObjectContent | Missing>;
  put(object: NewObject): Promise<void>;
  /** Adds tags to those that the object has. */
  tag(ref: ObjectRef, tags: Readonly<Record<string, string>>): Promise<'tagged' | Missing>;
}
