import { plantedBugs } from './planted-bugs.ts';
import { reportOf } from './report.ts';
import { search } from './search.ts';
import { simulate } from './simulation.ts';

const seeds = 1_000;

describe('the simulated system', () => {
  it(`keeps every invariant through ${seeds} seeds`, async () => {
    const violation = await search(1, seeds);
    expect(violation && reportOf(violation)).toBeUndefined();
  }, 300_000);

  it.each([3, 262, 678])('goes the same way when seed %i is played again', async (seed) => {
    const [once, again] = [await simulate(seed), await simulate(seed)];
    expect(once.trace().length).toBeGreaterThan(20);
    expect(again.trace()).toEqual(once.trace());
    expect(again.digest()).toBe(once.digest());
    expect((await simulate(seed + 1)).digest()).not.toBe(once.digest());
  });
});

describe('the simulation', () => {
  it.each(Object.entries(plantedBugs))(
    'notices if %s',
    async (_, parts) => {
      const violation = await search(1, seeds, parts);
      expect(violation?.violations).not.toEqual([]);
      expect(violation).toBeDefined();
    },
    300_000,
  );
});
