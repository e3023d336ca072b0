import { Type } from '@sinclair/typebox';
import { pick } from './pick.ts';

const schema = Type.Object({
  orderId: Type.String(),
  note: Type.Optional(Type.String()),
  items: Type.Array(Type.Object({ productId: Type.String() })),
  address: Type.Optional(Type.Object({ city: Type.String() })),
  anything: Type.Optional(Type.Unknown()),
});

describe('picking', () => {
  it('leaves behind what the schema does not name, however deep', () => {
    const value = {
      orderId: 'ord-1',
      email: 'a@b.c',
      items: [{ productId: 'A', colour: 'red' }, { productId: 'B' }],
      address: { city: 'Bern', street: 'x' },
    };
    expect(pick(schema, value)).toStrictEqual({
      orderId: 'ord-1',
      items: [{ productId: 'A' }, { productId: 'B' }],
      address: { city: 'Bern' },
    });
  });

  it('leaves out what is undefined, and keeps what is null or false', () => {
    const value = { orderId: null, note: undefined, items: [], anything: false };
    expect(pick<unknown>(schema, value)).toStrictEqual({
      orderId: null,
      items: [],
      anything: false,
    });
  });

  it('keeps whole what the schema leaves open', () => {
    const anything = { a: { b: [1, { c: 2 }] } };
    expect(pick(schema, { orderId: '', items: [], anything })).toMatchObject({ anything });
  });

  it('copies, so that a later change of the original changes nothing', () => {
    const value = { orderId: 'ord-1', items: [{ productId: 'A' }] };
    const picked = pick(schema, value);
    value.items.push({ productId: 'B' });
    expect(picked.items).toHaveLength(1);
  });

  it('passes on values of another shape, for the validation to name', () => {
    expect(pick<unknown>(schema, { orderId: 1, items: 'none' })).toEqual({
      orderId: 1,
      items: 'none',
    });
    expect(pick<unknown>(schema, null)).toBeNull();
  });
});
