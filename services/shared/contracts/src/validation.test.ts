import { Type } from '@sinclair/typebox';
import { Instant, OrderStatus } from './values.ts';
import { tolerantViolations, violations } from './validation.ts';

const schema = Type.Object({
  orderId: Type.String({ pattern: '^ord-' }),
  at: Type.Optional(Instant),
  status: Type.Optional(OrderStatus),
  items: Type.Array(Type.Object({ quantity: Type.Integer({ minimum: 1 }) })),
});
const valid = { orderId: 'ord-1', items: [{ quantity: 1 }] };

const fieldsOf = (value: unknown) => violations(schema, value).map(({ field }) => field);

describe('strict validation', () => {
  it('has nothing against what the schema says', () => {
    const whole = { ...valid, at: '2026-01-01T00:00:00.000Z', status: 'placed' };
    expect(violations(schema, whole)).toEqual([]);
  });

  it('names all that is wrong together, each with its place', () => {
    const value = { orderId: 'x', items: [{ quantity: 1 }, { quantity: 0 }, {}] };
    expect(violations(schema, value)).toEqual([
      { field: '/orderId', message: 'must match pattern "^ord-"' },
      { field: '/items/1/quantity', message: 'must be >= 1' },
      { field: '/items/2/quantity', message: 'is required' },
    ]);
  });

  it('names unknown fields, however deep', () => {
    const value = { ...valid, email: 'a', items: [{ quantity: 1, colour: 'red' }] };
    expect(violations(schema, value)).toEqual([
      { field: '/email', message: 'is not known here' },
      { field: '/items/0/colour', message: 'is not known here' },
    ]);
  });

  it('names the value itself if it is of another type', () => {
    expect([null, 'text', [], 1].map(fieldsOf)).toEqual([[''], [''], [''], ['']]);
  });

  it('refuses an instant that is none, and a word that is not among the allowed', () => {
    expect(fieldsOf({ ...valid, at: 'yesterday' })).toEqual(['/at']);
    expect(new Set(fieldsOf({ ...valid, status: 'lost' }))).toEqual(new Set(['/status']));
  });

  it('converts nothing and changes nothing', () => {
    const value = { ...valid, items: [{ quantity: '1' }], email: 'a' };
    const before = structuredClone(value);
    expect(fieldsOf(value)).toContain('/items/0/quantity');
    expect(value).toEqual(before);
  });

  it('is not fooled by what every object inherits', () => {
    const inheriting = Type.Object({ constructor: Type.Unknown() });
    expect(violations(inheriting, {})).toEqual([{ field: '/constructor', message: 'is required' }]);
    const own = JSON.parse('{"orderId":"ord-1","items":[],"__proto__":1}') as unknown;
    expect(fieldsOf(own)).toEqual(['/__proto__']);
  });

  it('finds at most a hundred', () => {
    const items = Array.from({ length: 500 }, () => ({}));
    expect(violations(schema, { ...valid, items })).toHaveLength(100);
  });
});

describe('tolerant validation', () => {
  it('removes unknown fields in place, however deep', () => {
    const value = { ...valid, email: 'a', items: [{ quantity: 1, colour: 'red' }] };
    expect(tolerantViolations(schema, value)).toEqual([]);
    expect(value).toEqual(valid);
  });

  it('still names what is missing or wrong', () => {
    expect(tolerantViolations(schema, { orderId: 'x' })).toEqual([
      { field: '/items', message: 'is required' },
      { field: '/orderId', message: 'must match pattern "^ord-"' },
    ]);
  });
});
