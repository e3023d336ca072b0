import { eventFields } from './event-fields.ts';
import type { JsonObject } from './json.ts';
import { compilePattern } from './pattern.ts';

const matches = (pattern: JsonObject, event: JsonObject): boolean =>
  compilePattern(JSON.stringify(pattern)).matches(eventFields(event));

describe('$or', () => {
  it('is satisfied by one of its objects, beside all other fields', () => {
    const pattern = { source: ['s'], $or: [{ a: [1] }, { b: [2], c: [3] }] };
    expect(matches(pattern, { source: 's', a: 1 })).toBe(true);
    expect(matches(pattern, { source: 's', b: 2, c: 3 })).toBe(true);
    expect(matches(pattern, { source: 's', b: 2 })).toBe(false);
    expect(matches(pattern, { source: 'x', a: 1 })).toBe(false);
  });

  it('stands at any depth, beside others and within another', () => {
    const pattern = {
      $or: [{ a: [1] }, { b: [2] }],
      detail: { $or: [{ c: [3] }, { d: [4], $or: [{ e: [5] }, { f: [6] }] }] },
    };
    expect(matches(pattern, { a: 1, detail: { c: 3 } })).toBe(true);
    expect(matches(pattern, { b: 2, detail: { d: 4, f: 6 } })).toBe(true);
    expect(matches(pattern, { b: 2, detail: { d: 4 } })).toBe(false);
    expect(matches(pattern, { detail: { c: 3 } })).toBe(false);
  });

  it('takes each alternative from one array element', () => {
    const pattern = { items: { sku: ['a'], $or: [{ x: [1] }, { y: [2] }] } };
    expect(matches(pattern, { items: [{ sku: 'a' }, { y: 2 }] })).toBe(false);
    expect(matches(pattern, { items: [{ sku: 'a', y: 2 }] })).toBe(true);
  });

  it('lets the last constraint on a path win, as AWS does', () => {
    const pattern = { a: ['1'], $or: [{ a: ['2'] }, { b: ['3'] }] };
    expect(matches(pattern, { a: '2' })).toBe(true);
    expect(matches(pattern, { a: '1' })).toBe(false);
    expect(matches(pattern, { a: '1', b: '3' })).toBe(true);
  });

  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['an object', { $or: { a: [1] } }, { $or: { a: 1 } }, { a: 1 }],
    ['an array of values', { $or: ['a', 'b'] }, { $or: 'b' }, { $or: 'c' }],
    ['an array of matchers', { $or: [{ prefix: 'a' }, { suffix: 'b' }] }, { $or: 'ax' }, { a: 1 }],
    ['an array of one matcher', { $or: [{ exists: true }] }, { $or: 1 }, {}],
  ])('is the name of a field before %s', (_, pattern, matching, other) => {
    expect(matches(pattern, matching)).toBe(true);
    expect(matches(pattern, other)).toBe(false);
  });

  it.each<[string, JsonObject]>([
    ['of one object', { $or: [{ a: [1] }] }],
    ['of an empty object', { $or: [{}, { a: [1] }] }],
    ['of an operator and a field', { $or: [{ prefix: 'a' }, { field: ['b'] }] }],
    ['of nothing', { $or: [] }],
  ])('%s is refused', (_, pattern) => {
    expect(() => compilePattern(JSON.stringify(pattern))).toThrow();
  });

  it('expands to no more than 1,000 combinations', () => {
    const ten = Array.from({ length: 10 }, (_, n) => ({ [`f${n}`]: [n] }));
    const three = { a: { $or: ten }, b: { $or: ten }, c: { $or: ten } };
    expect(() => compilePattern(JSON.stringify(three))).not.toThrow();
    const more = { ...three, d: { $or: ten.slice(0, 2) } };
    expect(() => compilePattern(JSON.stringify(more))).toThrow('more than 1000 rule combinations');
  });
});
