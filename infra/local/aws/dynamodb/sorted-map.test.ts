import fc from 'fast-check';
import { SortedMap } from './sorted-map.ts';

const key = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'c', '/') });

describe('a sorted map', () => {
  it('reads the same ranges as a sorted list', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, fc.boolean()), { maxLength: 60 }),
        fc.record(
          { gt: key, gte: key, lt: key, lte: key, reverse: fc.boolean() },
          { requiredKeys: [] },
        ),
        (steps, range) => {
          const map = new SortedMap<string>();
          const model = new Set<string>();
          for (const [name, present] of steps) {
            if (present) map.set(name, name);
            else map.delete(name);
            if (present) model.add(name);
            else model.delete(name);
          }
          const expected = [...model].sort().filter((name) => {
            const { gt, gte, lt, lte } = range;
            return (
              (gt === undefined || name > gt) &&
              (gte === undefined || name >= gte) &&
              (lt === undefined || name < lt) &&
              (lte === undefined || name <= lte)
            );
          });
          if (range.reverse) expected.reverse();
          expect([...map.entries(range)].map(([name]) => name)).toEqual(expected);
          expect(map.size).toBe(model.size);
        },
      ),
    );
  });

  it('stays sorted when it outgrows a chunk', () => {
    const map = new SortedMap<number>();
    const names = Array.from({ length: 3_000 }, (_, n) => String((n * 7_919) % 3_000));
    names.forEach((name, n) => map.set(name, n));
    names.slice(0, 1_500).forEach((name) => map.delete(name));
    const left = [...map.entries()].map(([name]) => name);
    expect(left).toEqual(names.slice(1_500).sort());
  });
});
