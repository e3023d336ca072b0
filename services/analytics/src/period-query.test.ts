import { Problem } from '@waybill/runtime/http/problem';
import { measureOf, salesPeriod, summaryPeriod } from './period-query.ts';

const shown = ({ fromMs, toMs, by }: ReturnType<typeof summaryPeriod>) =>
  [new Date(fromMs).toISOString(), new Date(toMs).toISOString(), by].join(' ');

/** What a client is told. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return error.message;
    throw error;
  }
  return 'nothing';
}

describe('the period of a summary', () => {
  it.each([
    ['2026-11-23', '2026-11-23', undefined, '2026-11-23T00:00 2026-11-24T00:00 minute'],
    ['2026-11-23', '2026-11-24', undefined, '2026-11-23T00:00 2026-11-25T00:00 day'],
    ['2026-11-23', '2026-11-23', 'day', '2026-11-23T00:00 2026-11-24T00:00 day'],
    [
      '2026-11-23T10:00:30Z',
      '2026-11-23T10:01:30Z',
      undefined,
      '2026-11-23T10:00 2026-11-23T10:02 minute',
    ],
    [
      '2026-11-23T10:00:30Z',
      '2026-11-24T10:01:30Z',
      undefined,
      '2026-11-23T00:00 2026-11-25T00:00 day',
    ],
    [
      '2026-11-23T10:00+01:00',
      '2026-11-23T10:00Z',
      'minute',
      '2026-11-23T09:00 2026-11-23T10:00 minute',
    ],
  ])('from %s to %s by %s is %s', (from, to, by, wanted) => {
    const full = wanted.replaceAll(/(T\d\d:\d\d)/g, '$1:00.000Z');
    expect(shown(summaryPeriod({ from, to, by }))).toBe(full);
  });

  it.each([
    ['yesterday', '2026-11-23', undefined, /from is a date \(2026-11-23\) or an instant/],
    ['2026-06-31', '2026-11-23', undefined, /from is a date/],
    ['2026-06-31T10:00:00Z', '2026-11-23', undefined, /from is a date/],
    ['2026-11-23T10:00:00', '2026-11-24', undefined, /from is a date/],
    ['2026-11-23T10:00:00 01:00', '2026-11-24', undefined, /write \+ as %2B/],
    ['2026-11-23', '23.11.2026', undefined, /to is a date/],
    ['2026-11-24', '2026-11-23', undefined, /to must be later than from/],
    ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z', undefined, /to must be later than from/],
    ['2026-11-23', '2026-11-24', 'hour', /by is minute or day/],
    ['2026-11-01', '2026-11-04', 'minute', /more than 3 days after from: ask for less, or by=day/],
    ['2025-01-01', '2026-11-04', undefined, /more than 400 days after from: ask for less/],
  ])('is refused from %s to %s by %s', (from, to, by, wanted) => {
    expect(refusal(() => summaryPeriod({ from, to, by }))).toMatch(wanted);
  });
});

describe('the period of sales', () => {
  it('is of whole days', () => {
    const period = salesPeriod({ from: '2026-11-23T10:00:00Z', to: '2026-11-23T10:01:00Z' });
    expect(shown(period)).toBe('2026-11-23T00:00:00.000Z 2026-11-24T00:00:00.000Z day');
  });

  it('is refused over more than a quarter', () => {
    const period = { from: '2026-01-01', to: '2026-11-23' };
    expect(refusal(() => salesPeriod(period))).toMatch(/more than 92 days/);
  });

  it('is ranked by pieces, or by revenue', () => {
    expect([measureOf(), measureOf('revenue')]).toEqual(['quantity', 'revenue']);
    expect(refusal(() => measureOf('price'))).toMatch(/by is quantity or revenue/);
  });
});
