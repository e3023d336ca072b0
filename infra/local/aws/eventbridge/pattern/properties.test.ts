import fc from 'fast-check';
import { eventFields, type Scalar } from './event-fields.ts';
import { compilePattern } from './pattern.ts';

const accepts = (matcher: unknown, value: unknown): boolean =>
  compilePattern(JSON.stringify({ f: [matcher] })).matches(eventFields({ f: value }));

const text = fc.string({ unit: 'grapheme-ascii', maxLength: 6 });
const number = fc.integer({ min: -10, max: 10 });
const scalar = fc.oneof<fc.Arbitrary<Scalar>[]>(text, number, fc.boolean(), fc.constant(null));

it('anything-but is the negation of exactly, for every scalar', () => {
  fc.assert(
    fc.property(fc.oneof(text, number), scalar, (expected, value) => {
      expect(accepts({ 'anything-but': expected }, value)).toBe(!accepts(expected, value));
    }),
  );
});

it.each(['prefix', 'suffix', 'equals-ignore-case'])('anything-but negates %s', (operator) => {
  const part = fc.string({ unit: fc.constantFrom('a', 'A', 'b'), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(part, fc.oneof(part, scalar), (operand, value) => {
      const matcher = { [operator]: operand };
      expect(accepts({ 'anything-but': matcher }, value)).toBe(!accepts(matcher, value));
    }),
  );
});

it('a wildcard agrees with the regular expression that it abbreviates', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  const pattern = fc
    .string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 })
    .map((drawn) => drawn.replace(/\*+/g, '*'));
  fc.assert(
    fc.property(pattern, letters, (wildcard, value) => {
      const expression = new RegExp(`^${wildcard.replaceAll('*', '.*')}$`);
      expect(accepts({ wildcard }, value)).toBe(expression.test(value));
    }),
  );
});

it('a range is both of its bounds', () => {
  fc.assert(
    fc.property(number, number, number, (bottom, top, value) => {
      fc.pre(bottom < top);
      const both =
        accepts({ numeric: ['>=', bottom] }, value) && accepts({ numeric: ['<', top] }, value);
      expect(accepts({ numeric: ['>=', bottom, '<', top] }, value)).toBe(both);
    }),
  );
});

it('a field exists or is absent', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(accepts({ exists: true }, value)).toBe(!accepts({ exists: false }, value));
    }),
  );
});

it('an array matches if one of its scalars does', () => {
  fc.assert(
    fc.property(fc.array(scalar), fc.oneof(text, number), (values, expected) => {
      expect(accepts(expected, values)).toBe(values.some((value) => accepts(expected, value)));
    }),
  );
});

it('two fields of an array match if one element has both', () => {
  const element = fc.record({ a: number, b: number }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.array(element), number, number, (elements, a, b) => {
      const pattern = compilePattern(JSON.stringify({ list: { a: [a], b: [b] } }));
      const one = elements.some((each) => each.a === a && each.b === b);
      expect(pattern.matches(eventFields({ list: elements }))).toBe(one);
    }),
  );
});
