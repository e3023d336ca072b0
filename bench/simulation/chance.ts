import { deterministicRandom } from '@waybill/testing/deterministic-random';

/** Everything that might have been otherwise: the seed decides it. */
export class Chance {
  /** From 0 up to, and not including, 1. */
  readonly random: () => number;

  constructor(seed: number) {
    this.random = deterministicRandom(seed);
  }

  /** Whether something happens that happens as often as `probability` (0 to 1) says. */
  is(probability: number): boolean {
    return probability > 0 && this.random() < probability;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  /** One of several, all alike. */
  pick<T>(...things: readonly [T, ...T[]]): T {
    return things[Math.floor(this.random() * things.length)] ?? things[0];
  }
}
