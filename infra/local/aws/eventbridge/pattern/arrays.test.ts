import { eventFields } from './event-fields.ts';
import type { JsonObject } from './json.ts';
import { compilePattern } from './pattern.ts';

const matches = (pattern: JsonObject, event: JsonObject): boolean =>
  compilePattern(JSON.stringify(pattern)).matches(eventFields(event));

describe('values in arrays', () => {
  const pattern = { items: { sku: ['a'], count: [{ numeric: ['>', 1] }] } };

  it('come from the same element', () => {
    expect(matches(pattern, { items: [{ sku: 'b' }, { sku: 'a', count: 2 }] })).toBe(true);
    expect(matches(pattern, { items: [{ sku: 'a', count: 1 }, { count: 2 }] })).toBe(false);
  });

  it('come from the same element of every array on the way', () => {
    const nested = { orders: { id: [1], items: { sku: ['a'], count: [2] } } };
    const order = (id: number, ...items: JsonObject[]) => ({ id, items });
    const orders = (...list: JsonObject[]) => ({ orders: list });
    expect(matches(nested, orders(order(1, { sku: 'a', count: 2 })))).toBe(true);
    expect(matches(nested, orders(order(1), order(2, { sku: 'a', count: 2 })))).toBe(false);
    expect(matches(nested, orders(order(1, { sku: 'a' }, { count: 2 })))).toBe(false);
  });

  it('of different arrays have nothing to do with each other', () => {
    const two = { a: { x: [1] }, b: { y: [2] } };
    expect(matches(two, { a: [{ x: 0 }, { x: 1 }], b: [{ y: 2 }] })).toBe(true);
  });

  it('may be matched as one by values of plain arrays', () => {
    const event = { d: { tags: ['x', 'admin'], roles: ['y', 'owner'] } };
    expect(matches({ d: { tags: ['admin'], roles: ['owner'] } }, event)).toBe(true);
  });

  it('lie in arrays of arrays too', () => {
    expect(matches({ grid: [3] }, { grid: [[1, 2], [3]] })).toBe(true);
    expect(matches({ grid: { x: [1], y: [2] } }, { grid: [[{ x: 1 }], [{ y: 2 }]] })).toBe(false);
  });

  it('are absent from the element that is matched', () => {
    const absent = { items: { sku: ['a'], waived: [{ exists: false }] } };
    expect(matches(absent, { items: [{ sku: 'a' }, { waived: true }] })).toBe(true);
    expect(matches(absent, { items: [{ sku: 'a', waived: true }] })).toBe(false);
  });

  it('are found without trying every combination', () => {
    const elements = Array.from({ length: 2_000 }, (_, n) => ({ x: n, y: n }));
    const exists = [{ exists: true }];
    const event = { a: elements, b: elements, c: elements, d: { z: 1 } };
    const pattern = { a: { x: exists }, b: { x: exists }, c: { x: exists } };
    expect(matches(pattern, event)).toBe(true);
    expect(matches({ ...pattern, d: { z: [{ exists: false }] } }, event)).toBe(false);
  });
});

describe('paths', () => {
  it('reach through objects, and may be written with dots', () => {
    expect(matches({ 'detail.state': ['on'] }, { detail: { state: 'on' } })).toBe(true);
    expect(matches({ detail: { state: ['on'] } }, { 'detail.state': 'on' })).toBe(true);
  });

  it('that end in a value have nothing beneath them', () => {
    const pattern = { detail: { state: [{ exists: false }] } };
    expect(matches(pattern, { detail: 'text' })).toBe(true);
    expect(matches(pattern, {})).toBe(true);
  });

  it('do not find what every object inherits', () => {
    expect(matches({ toString: [{ exists: true }] }, {})).toBe(false);
    expect(matches({ constructor: { name: ['Object'] } }, {})).toBe(false);
  });
});
