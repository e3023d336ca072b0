import { MemoryObjectStore } from './memory-object-store.ts';
import { describeObjectStore } from './object-store-conformance.ts';

const bucket = 'conformance';

describeObjectStore('the object store in memory', () => {
  const store = new MemoryObjectStore();
  return {
    store,
    bucket,
    headOf: (key) => {
      const {
        contentType = '',
        cacheControl = '',
        etag = '',
      } = store.stored({ bucket, key }) ?? {};
      return Promise.resolve({ contentType, cacheControl, etag });
    },
    tagsOf: (key) => Promise.resolve(store.stored({ bucket, key })?.tags ?? {}),
  };
});
