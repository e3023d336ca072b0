import { age } from './age.ts';
import { columns } from './columns.ts';

it('aligns its columns, and leaves nothing at the ends of lines', () =>
  expect(
    columns(
      ['QUEUE', 'DEPTH'],
      [
        ['orders-dlq', '12'],
        ['x', '3'],
      ],
    ),
  ).toBe(['QUEUE       DEPTH', 'orders-dlq  12', 'x           3'].join('\n')));

it('keeps text from elsewhere on its line, and from the terminal', () =>
  expect(columns(['WHY'], [['red\u001b[31m\nalert']])).toBe('WHY\nred [31m alert'));

it.each([
  [-5, '0s'],
  [999, '0s'],
  [61_000, '1m 1s'],
  [3_600_000, '1h'],
  [3_605_000, '1h'],
  [273_600_000, '3d 4h'],
])('tells %i ms as %s', (ms, words) => expect(age(ms)).toBe(words));
