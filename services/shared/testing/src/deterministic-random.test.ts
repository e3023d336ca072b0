import { deterministicRandom, shuffled } from './deterministic-random.ts';

describe('deterministic random', () => {
  it('gives the same numbers to the same seed, and others to another', () => {
    const numbers = (seed: number) => {
      const random = deterministicRandom(seed);
      return Array.from({ length: 5 }, random);
    };
    expect(numbers(1)).toEqual(numbers(1));
    expect(numbers(1)).not.toEqual(numbers(2));
  });

  it('stays from 0 up to 1 and spreads evenly', () => {
    const random = deterministicRandom(3);
    const numbers = Array.from({ length: 1_000 }, random);
    expect(numbers.every((n) => n >= 0 && n < 1)).toBe(true);
    expect(numbers.reduce((a, b) => a + b) / 1_000).toBeCloseTo(0.5, 1);
  });

  it('shuffles without losing anything', () => {
    const things = Array.from({ length: 10 }, (_, i) => i);
    const mixed = shuffled(things, deterministicRandom(4));
    expect(mixed).not.toEqual(things);
    expect(mixed.toSorted((a, b) => a - b)).toEqual(things);
  });
});
