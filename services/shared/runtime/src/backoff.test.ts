import fc from 'fast-check';
import { backoffMs, pause } from './backoff.ts';

const always = (n: number) => () => n;
const almostOne = always(1 - Number.EPSILON);

describe('a backoff', () => {
  it('doubles its bound with every attempt, up to the cap', () => {
    const bounds = [0, 1, 2, 3, 4, 1_000].map((attempt) =>
      backoffMs(attempt, { baseMs: 100, capMs: 1_000, random: almostOne }),
    );
    expect(bounds).toEqual([99, 199, 399, 799, 999, 999]);
  });

  it('takes any wait within the bound, for full jitter', () => {
    const wait = (n: number) => backoffMs(3, { baseMs: 100, capMs: 9_999, random: always(n) });
    expect([wait(0), wait(0.25), wait(0.5)]).toEqual([0, 200, 400]);
  });

  it('is never negative, never over the cap, and a whole number', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const any = fc.record({ attempt: fc.nat(), baseMs: fc.nat(), capMs: fc.nat(), chance });
    fc.assert(
      fc.property(any, ({ attempt, baseMs, capMs, chance: n }) => {
        const ms = backoffMs(attempt, { baseMs, capMs, random: always(n) });
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(capMs);
      }),
    );
  });
});

describe('a pause', () => {
  it('ends when the signal fires', async () => {
    const stopping = new AbortController();
    const paused = pause(3_600_000, stopping.signal);
    stopping.abort();
    await expect(paused).resolves.toBeUndefined();
  });

  it('does not begin when the signal has fired', async () => {
    await expect(pause(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
  });
});
