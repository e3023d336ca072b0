import fc from 'fast-check';
import { periodUntil, pointsOf, queryOf } from './sales.ts';

const noon = Date.parse('2026-11-24T12:00:00.000Z');
const minute = 60_000;

describe('the sales', () => {
  it('are asked for by whole minutes', () =>
    expect(decodeURIComponent(queryOf(periodUntil(noon - 1, 3_600_000)))).toBe(
      'from=2026-11-24T11:00:00.000Z&to=2026-11-24T12:00:00.000Z',
    ));

  it('are drawn with the minutes when nothing was sold', () => {
    const series = [{ at: '2026-11-24T11:58:00.000Z', orders: 2, revenue: 900 }];
    const period = { fromMs: noon - 3 * minute, toMs: noon };
    expect(pointsOf({ by: 'minute', series }, period).map(({ orders }) => orders)).toEqual([
      0, 2, 0,
    ]);
  });

  it('of an hour are drawn minute by minute', () => {
    const period = periodUntil(noon - 1, 60 * minute);
    expect(pointsOf({ by: 'minute', series: [] }, period)).toHaveLength(60);
  });

  it('lose nothing where minutes are taken together', () => {
    const offsets = fc.array(fc.integer({ min: 0, max: 1_439 }));
    fc.assert(
      fc.property(offsets, fc.integer({ min: 1, max: 90 }), (minutes, most) => {
        const fromMs = noon - 1_440 * minute;
        const series = minutes.map((offset) => ({
          ...{ at: new Date(fromMs + offset * minute).toISOString(), orders: 1, revenue: 3 },
        }));
        const points = pointsOf({ by: 'minute', series }, { fromMs, toMs: noon }, most);
        expect(points.length).toBeLessThanOrEqual(most);
        expect(points.reduce((sum, { orders }) => sum + orders, 0)).toBe(minutes.length);
        expect(points.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(3 * minutes.length);
      }),
    );
  });
});
