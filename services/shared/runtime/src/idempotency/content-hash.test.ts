import fc from 'fast-check';
import { contentHash } from './content-hash.ts';

describe('the hash of a content', () => {
  it('does not depend on the order of fields, at any depth', () =>
    expect(contentHash({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(
      contentHash({ b: [{ d: 3, c: 2 }], a: 1 }),
    ));

  it('depends on the order of lists', () =>
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1])));

  it('leaves out what JSON does', () =>
    expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 })));

  it('is that of the canonical text', () =>
    // printf '{"a":1,"b":2}' | sha256sum
    expect(contentHash({ b: 2, a: 1 })).toBe(
      '43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777',
    ));

  it('survives a wire', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const received: unknown = JSON.parse(JSON.stringify(value));
        expect(contentHash(received)).toBe(contentHash(value));
      }),
    );
  });
});
