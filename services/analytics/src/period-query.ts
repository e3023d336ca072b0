import { Problem } from '@waybill/runtime/http/problem';
import type { Measure } from './domain/best-sellers.ts';
import { dayMs, minuteMs, type Period } from './domain/period.ts';

/** A period as a request names it. */
export interface PeriodQuery {
  readonly from: string;
  readonly to: string;
  readonly by?: string;
}

/** The most that one answer covers. */
const mostDays = { minute: 3, day: 400, sales: 92 };

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The period of a summary: by minute up to a day, else by day, unless `by` says which. @throws Problem 400 */
export function summaryPeriod({ from, to, by }: PeriodQuery): Period {
  const asked = boundsOf(from, to);
  if (by !== undefined && by !== 'minute' && by !== 'day') {
    throw wrong('by', 'is minute or day, or left out');
  }
  const unit = by ?? (asked.toMs - asked.fromMs <= dayMs ? 'minute' : 'day');
  const hint = unit === 'minute' ? 'ask for less, or by=day' : 'ask for less at a time';
  return bounded({ ...asked, by: unit }, mostDays[unit], hint);
}

/** The period of what was sold, in whole days. @throws Problem 400 */
export function salesPeriod({ from, to }: PeriodQuery): Period {
  return bounded({ ...boundsOf(from, to), by: 'day' }, mostDays.sales, 'ask for less at a time');
}

/** By what products are to be ranked: by pieces, unless told otherwise. @throws Problem 400 */
export function measureOf(by = 'quantity'): Measure {
  if (by === 'quantity' || by === 'revenue') return by;
  throw wrong('by', 'is quantity or revenue, or left out');
}

/** Widens a period to whole minutes or days, so that nothing asked for is cut off. */
function bounded({ fromMs, toMs, by }: Period, most: number, hint: string): Period {
  const unitMs = by === 'minute' ? minuteMs : dayMs;
  const period = {
    fromMs: Math.floor(fromMs / unitMs) * unitMs,
    toMs: Math.ceil(toMs / unitMs) * unitMs,
    by,
  };
  if (period.toMs - period.fromMs <= most * dayMs) return period;
  throw wrong('to', `is more than ${most} days after from: ${hint}`);
}

function boundsOf(from: string, to: string): { fromMs: number; toMs: number } {
  const fromMs = parse('from', from);
  // A day that is named as the last is meant wholly.
  const toMs = parse('to', to) + (datePattern.test(to) ? dayMs : 0);
  if (toMs <= fromMs) throw wrong('to', 'must be later than from');
  return { fromMs, toMs };
}

function parse(name: 'from' | 'to', text: string): number {
  const ms = datePattern.test(text) || instantPattern.test(text) ? Date.parse(text) : NaN;
  // `Date` takes 31 June for 1 July.
  const isReal = !Number.isNaN(ms) && isCalendarDay(text.slice(0, 10));
  if (isReal) return ms;
  const shape = 'is a date (2026-11-23) or an instant (2026-11-23T10:00:00Z; write + as %2B)';
  throw wrong(name, shape);
}

function isCalendarDay(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

function wrong(name: string, message: string): Problem {
  const errors = [{ field: `/${name}`, message }];
  return new Problem(400, 'invalid-request', `The query is not valid: ${name} ${message}`, {
    errors,
  });
}
