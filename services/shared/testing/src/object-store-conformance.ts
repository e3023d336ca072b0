import {
  ObjectTooLarge,
  type ObjectContent,
  type ObjectStore,
} from '@waybill/runtime/objects/object-store';

/** A store with a bucket, and another way to see what is in it. */
export interface StoreUnderTest {
  readonly store: ObjectStore;
  readonly bucket: string;
  readonly headOf: (
    key: string,
  ) => Promise<{ contentType: string; cacheControl: string; etag: string }>;
  readonly tagsOf: (key: string) => Promise<Readonly<Record<string, string>>>;
}

const headers = { contentType: 'image/webp', cacheControl: 'public, max-age=60' };
const bytes = (size: number) => Buffer.alloc(size, 'waybill');

async function readAll(content: ObjectContent | string): Promise<Buffer> {
  if (typeof content === 'string') throw new Error(`the object is ${content}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content.chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What every object store does. */
export function describeObjectStore(name: string, make: () => StoreUnderTest): void {
  describe(`${name} keeps objects`, () => {
    it.each(['plain.txt', 'in a folder/a b+c&d=e%20.xml', 'Ünï/発注書 №1.csv', "it's (1)*.jpg"])(
      'whole, under the key %s',
      async (key) => {
        const { store, bucket, headOf } = make();
        await store.put({ bucket, key, body: bytes(100_000), ...headers });
        expect(await readAll(await store.get({ bucket, key }, { maxBytes: 100_000 }))).toEqual(
          bytes(100_000),
        );
        expect(await headOf(key)).toMatchObject(headers);
      },
    );

    it('of no bytes', async () => {
      const { store, bucket } = make();
      await store.put({ bucket, key: 'empty', body: Buffer.alloc(0), ...headers });
      const content = await store.get({ bucket, key: 'empty' }, { maxBytes: 10 });
      expect(await readAll(content)).toHaveLength(0);
    });

    it('and says so where there is none', async () => {
      const { store, bucket } = make();
      expect(await store.get({ bucket, key: 'never' }, { maxBytes: 1 })).toBe('gone');
      expect(await store.tag({ bucket, key: 'never' }, { a: 'b' })).toBe('gone');
    });

    it('and tells an object from the one that took its place', async () => {
      const { store, bucket, headOf } = make();
      const key = 'overwritten';
      await store.put({ bucket, key, body: bytes(10), ...headers });
      const { etag } = await headOf(key);
      const content = await store.get({ bucket, key, etag }, { maxBytes: 100 });
      expect(await readAll(content)).toEqual(bytes(10));
      await store.put({ bucket, key, body: bytes(11), ...headers });
      expect(await store.get({ bucket, key, etag }, { maxBytes: 100 })).toBe('changed');
      expect(await store.tag({ bucket, key, etag }, { a: 'b' })).toBe('changed');
    });

    it('up to a size', async () => {
      const { store, bucket } = make();
      await store.put({ bucket, key: 'large', body: bytes(1_001), ...headers });
      const read = async () =>
        readAll(await store.get({ bucket, key: 'large' }, { maxBytes: 1_000 }));
      await expect(read()).rejects.toThrow(ObjectTooLarge);
    });

    it('that need not be read', async () => {
      const { store, bucket } = make();
      await store.put({ bucket, key: 'unread', body: bytes(200_000), ...headers });
      const content = await store.get({ bucket, key: 'unread' }, { maxBytes: 1_000_000 });
      if (typeof content === 'string') throw new Error(content);
      content.discard();
    });

    it('with tags, beside those that were there', async () => {
      const { store, bucket, tagsOf } = make();
      const key = 'tagged';
      await store.put({ bucket, key, body: bytes(1), ...headers });
      expect(await store.tag({ bucket, key }, { owner: 'ann', state: 'new' })).toBe('tagged');
      expect(await store.tag({ bucket, key }, { state: 'read' })).toBe('tagged');
      expect(await tagsOf(key)).toEqual({ owner: 'ann', state: 'read' });
    });
  });
}
