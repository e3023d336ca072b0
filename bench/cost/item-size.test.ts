import { itemBytes } from './item-size.ts';
import { chunks, kilobytes, readUnits } from './units.ts';

describe("an item's size, by DynamoDB's rules", () => {
  it.each([
    ['text and name in UTF-8', { name: { S: 'Zoë' } }, 4 + 4],
    ['a number: a byte for two digits and one more', { n: { N: '12345' } }, 1 + 3 + 1],
    ['a number without its trailing zeros', { n: { N: '1200' } }, 1 + 1 + 1],
    ['a negative fraction', { n: { N: '-0.25' } }, 1 + 1 + 1 + 1],
    ['bytes as they are', { b: { B: 'AAECAw==' } }, 1 + 4],
    ['a truth value', { is: { BOOL: true } }, 2 + 1],
    ['nothing', { x: { NULL: true } }, 1 + 1],
    ['a set', { s: { SS: ['ab', 'c'] } }, 1 + 3],
    [
      'a list: 3 bytes, and one an element',
      { l: { L: [{ S: 'ab' }, { BOOL: true }] } },
      1 + 3 + 3 + 2,
    ],
    ['a map: 3 bytes, and one an entry', { m: { M: { ab: { S: 'cd' } } } }, 1 + 3 + 4 + 1],
    ['an empty map', { m: { M: {} } }, 1 + 3],
  ])('counts %s', (_, item, bytes) => expect(itemBytes(item)).toBe(bytes));
});

describe('units', () => {
  it.each([
    [0, 1],
    [1_024, 1],
    [1_025, 2],
    [3_584, 4],
  ])('to write %i bytes are %i', (bytes, units) => expect(kilobytes(bytes)).toBe(units));

  it.each([
    [0, true, 1],
    [4_096, true, 1],
    [4_097, true, 2],
    [10_240, true, 3],
    [0, false, 0.5],
    [10_240, false, 1.5],
  ])('to read %i bytes, consistently: %s, are %d', (bytes, isConsistent, units) =>
    expect(readUnits(bytes, isConsistent)).toBe(units),
  );

  it.each([
    [100, 1],
    [65_536, 1],
    [65_537, 2],
    [262_144, 4],
  ])('of messages of %i bytes are %i', (bytes, units) => expect(chunks(bytes)).toBe(units));
});
