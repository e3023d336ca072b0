import { Type, type TProperties } from '@sinclair/typebox';
import { event } from '@waybill/contracts/contract';
import { breaksOf } from './schema-compatibility.ts';

const properties = {
  orderId: Type.String({ pattern: '^ord-', maxLength: 64 }),
  total: Type.Integer({ minimum: 0 }),
  kind: Type.Union([Type.Literal('a'), Type.Literal('b')]),
  note: Type.Optional(Type.String()),
  items: Type.Array(Type.Object({ productId: Type.String() }), { minItems: 1 }),
};

const released = (changes: TProperties = {}, source = 'order-service') => {
  const { kind, type, schemaVersion, schema } = event(source, 'OrderPlaced', 1, {
    ...properties,
    ...changes,
  });
  return JSON.parse(JSON.stringify({ kind, type, schemaVersion, source, schema })) as unknown;
};

const withoutTotal = () => {
  const { properties: rest } = Type.Omit(Type.Object(properties), ['total']);
  const { kind, type, schemaVersion, schema } = event('order-service', 'OrderPlaced', 1, rest);
  return { kind, type, schemaVersion, source: 'order-service', schema };
};

const item = (more: TProperties) =>
  Type.Array(Type.Object({ productId: Type.String(), ...more }), { minItems: 1 });

describe('a released schema', () => {
  it('may stay as it is', () => {
    expect(breaksOf(released(), released())).toEqual([]);
  });

  it('may gain an optional property, at any depth', () => {
    const current = released({
      colour: Type.Optional(Type.String()),
      items: item({ size: Type.Optional(Type.Integer()) }),
    });
    expect(breaksOf(released(), current)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['lose a property', withoutTotal()],
    ['gain a required property', released({ colour: Type.String() })],
    ['gain a required property within', released({ items: item({ size: Type.Integer() }) })],
    ['retype a property', released({ total: Type.String() })],
    ['require what was optional', released({ note: Type.String() })],
    ['make optional what was required', released({ total: Type.Optional(properties.total) })],
    ['narrow an enumeration', released({ kind: Type.Literal('a') })],
    ['change a pattern', released({ orderId: Type.String({ pattern: '^o-', maxLength: 64 }) })],
    ['lower a limit', released({ orderId: Type.String({ pattern: '^ord-', maxLength: 9 }) })],
    ['add a limit', released({ total: Type.Integer({ minimum: 0, maximum: 9 }) })],
    ['limit a list', released({ items: Type.Array(Type.Object({ productId: Type.String() })) })],
    ['come from elsewhere', released({}, 'another-service')],
  ])('may not %s', (_, current) => {
    expect(breaksOf(released(), current)).not.toEqual([]);
  });

  it('is told apart field by field', () => {
    const current = released({ total: Type.String(), colour: Type.String() });
    expect(breaksOf(released(), current)).toEqual([
      '/schema/colour is required',
      '/schema/total/minimum was 0 and is undefined',
      '/schema/total/type was "integer" and is "string"',
    ]);
  });
});
