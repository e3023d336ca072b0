import { keptBriefly } from './kept-briefly.ts';

it('asks once for all who want it, again when it is old, and at once after a failure', async () => {
  let now = 0;
  let asked = 0;
  let isAway = false;
  const ask = keptBriefly(
    1_000,
    () => now,
    () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(++asked)),
  );
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  now = 999;
  expect(await ask()).toBe(1);
  now = 1_000;
  isAway = true;
  await expect(ask()).rejects.toThrow('away');
  isAway = false;
  expect(await ask()).toBe(2);
});
