import fc from 'fast-check';
import { cursorOf, keyOf } from './cursor.ts';
import { Problem } from './problem.ts';

const fields = ['owner', 'productId'];
const partition = { shelf: 'all' };
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('stands for a key', () => {
    const key = { shelf: 'all', owner: 'me', productId: 'Ä/1' };
    expect(keyOf(cursorOf(key, 'shelf'), fields, partition)).toEqual(key);
  });

  it('cannot leave its partition', () => {
    const cursor = cursorOf({ shelf: 'none', owner: 'me', productId: 'A' }, 'shelf');
    expect(keyOf(cursor, fields, partition)).toMatchObject({ shelf: 'all' });
  });

  it('is absent on the last page, and on the first', () => {
    expect(cursorOf(undefined, 'shelf')).toBeUndefined();
    expect(keyOf(undefined, fields, partition)).toBeUndefined();
  });

  it.each([
    ['a word', 'x'],
    ['nothing', ''],
    ['null', encoded(null)],
    ['a number', encoded(1)],
    ['a list', encoded(['all', 'A'])],
    ['too few fields', encoded({ owner: 'me' })],
    ['other fields', encoded({ owner: 'me', place: 'A' })],
    ['another partition', encoded({ owner: 'me', productId: 'A', shelf: 'secret' })],
    ['a number in a field', encoded({ owner: 'me', productId: 1 })],
    ['an empty field', encoded({ owner: 'me', productId: '' })],
  ])('made of %s is refused', (_, cursor) => {
    expect(() => keyOf(cursor, fields, partition)).toThrow(Problem);
  });

  it('never makes anything else happen, whatever a client sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(encoded)), (cursor) => {
        try {
          expect(Object.keys(keyOf(cursor, fields, partition) ?? {})).toHaveLength(3);
        } catch (error) {
          expect(error).toMatchObject({ status: 400, code: 'invalid-cursor' });
        }
      }),
    );
  });
});
