import { Type } from '@sinclair/typebox';
import { closed } from './closed.ts';

describe('a closed schema', () => {
  it('refuses unknown fields at every depth, and has no name', () => {
    const schema = Type.Object(
      { items: Type.Array(Type.Object({ productId: Type.String() })) },
      { $id: 'Order.v1' },
    );
    expect(closed(schema)).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['items'],
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['productId'],
            properties: { productId: { type: 'string' } },
          },
        },
      },
    });
    expect(schema.$id).toBe('Order.v1');
  });

  it('stays open where the schema says so', () => {
    const open = Type.Object({ a: Type.String() }, { additionalProperties: true });
    expect(closed(open)).toMatchObject({ additionalProperties: true });
  });

  it('leaves alone a field that happens to be called type', () => {
    const schema = Type.Object({ type: Type.Literal('object'), properties: Type.String() });
    expect(closed(schema).properties).toEqual({
      type: { const: 'object', type: 'string' },
      properties: { type: 'string' },
    });
  });
});
