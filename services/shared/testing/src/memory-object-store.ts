import { limited } from '@waybill/runtime/objects/limited';
import {
  ObjectTooLarge,
  type Missing,
  type NewObject,
  type ObjectContent,
  type ObjectRef,
  type ObjectStore,
} from '@waybill/runtime/objects/object-store';
import { createHash } from 'node:crypto';

interface Stored extends NewObject {
  readonly etag: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Objects in memory, which come in small chunks. Keeps no versions. */
export class MemoryObjectStore implements ObjectStore {
  readonly #objects = new Map<string, Stored>();
  readonly #chunkBytes: number;

  constructor({ chunkBytes = 1_024 }: { chunkBytes?: number } = {}) {
    this.#chunkBytes = chunkBytes;
  }

  get(ref: ObjectRef, { maxBytes }: { maxBytes: number }): Promise<ObjectContent | Missing> {
    const found = this.#find(ref);
    if (typeof found === 'string') return Promise.resolve(found);
    if (found.body.length > maxBytes) {
      return Promise.reject(new ObjectTooLarge(`${found.body.length} bytes`));
    }
    const chunks = limited(pieces(found.body, this.#chunkBytes), maxBytes);
    return Promise.resolve({ chunks, discard: () => undefined });
  }

  put(object: NewObject): Promise<void> {
    const etag = createHash('md5').update(object.body).digest('hex');
    this.#objects.set(placeOf(object), { ...object, etag, tags: {} });
    return Promise.resolve();
  }

  tag(ref: ObjectRef, tags: Readonly<Record<string, string>>): Promise<'tagged' | Missing> {
    const found = this.#find(ref);
    if (typeof found === 'string') return Promise.resolve(found);
    this.#objects.set(placeOf(ref), { ...found, tags: { ...found.tags, ...tags } });
    return Promise.resolve('tagged');
  }

  /** What is stored under a key, with its tags. */
  stored(ref: Pick<ObjectRef, 'bucket' | 'key'>): Stored | undefined {
    return this.#objects.get(placeOf(ref));
  }

  #find(ref: ObjectRef): Stored | Missing {
    const found = this.stored(ref);
    if (!found) return 'gone';
    return ref.etag !== undefined && ref.etag !== found.etag ? 'changed' : found;
  }
}

const placeOf = ({ bucket, key }: Pick<ObjectRef, 'bucket' | 'key'>) => `${bucket}/${key}`;

async function* pieces(body: Uint8Array, bytes: number): AsyncGenerator<Uint8Array, void> {
  for (let from = 0; from < body.length; from += bytes) {
    yield await Promise.resolve(body.subarray(from, from + bytes));
  }
}
