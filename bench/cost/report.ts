import type { Measurement } from './measurement.ts';
import { dollarsAMillion, naive, prices, target } from './prices.ts';
import { totalOf, type Row } from './tally.ts';
import { noUnits, plus, type Units } from './units.ts';

/** A measurement as a table. */
export function costReport(measurement: Measurement): string[] {
  const { orders, caused, standing, standingMs } = measurement;
  const minutes = standingMs / 60_000;
  const { calls, units } = totalOf(caused);
  const each = { calls: calls / orders, dollars: dollarsAMillion(units) / orders };
  const mails = callsOf(caused, 'ses') / orders;
  const providers = callsOf(caused, 'http') / orders;
  const waiting = totalOf(standing);
  const hourly = (dollarsAMillion(waiting.units) / 1_000_000 / standingMs) * 3_600_000;
  return [
    `An order of three lines on its happy way, of ${orders}`,
    ...table(caused, orders),
    '',
    ...unitLines(units, orders),
    '',
    `  calls to AWS   ${each.calls.toFixed(1)} (${ratios(each.calls, target.calls, naive.calls)})`,
    `  a million      $${each.dollars.toFixed(2)} (${ratios(each.dollars, target.dollarsAMillion, naive.dollarsAMillion)})`,
    `  beside these   ${mails.toFixed(1)} mails, ${providers.toFixed(1)} calls to payment provider and carrier`,
    '',
    `Standing by, calls a minute ($${hourly.toFixed(4)} an hour)`,
    ...byOperation(standing).map(([name, row]) => line(name, row, minutes)),
  ];
}

/** The dearest first. */
function table(rows: readonly Row[], orders: number): string[] {
  const dearest = rows.toSorted(
    (a, b) => dollarsAMillion(b.units) - dollarsAMillion(a.units) || b.calls - a.calls,
  );
  const head = `  ${'caller and call'.padEnd(66)} ${'calls'.padStart(7)} ${'$/million'.padStart(9)}`;
  return [head, ...dearest.map((row) => line(nameOf(row), row, orders))];
}

function line(name: string, { calls, units }: Pick<Row, 'calls' | 'units'>, by: number): string {
  const dollars = (dollarsAMillion(units) / by).toFixed(2);
  return `  ${name.padEnd(66)} ${(calls / by).toFixed(2).padStart(7)} ${dollars.padStart(9)}`;
}

function nameOf({ caller, api, operation, resource }: Row): string {
  return [caller.padEnd(13), api.padEnd(8), operation, resource].join(' ');
}

function byOperation(rows: readonly Row[]) {
  const sums = new Map<string, Pick<Row, 'calls' | 'units'>>();
  for (const { api, operation, resource, calls, units } of rows) {
    const what = api === 'dynamodb' ? `${operation} ${resource}` : operation;
    const name = `${api.padEnd(8)} ${what}`;
    const sum = sums.get(name) ?? { calls: 0, units: noUnits };
    sums.set(name, { calls: sum.calls + calls, units: plus(sum.units, units) });
  }
  return [...sums].sort(([, a], [, b]) => b.calls - a.calls);
}

function unitLines(units: Units, orders: number): string[] {
  const names = {
    write: 'write units',
    read: 'read units',
    change: 'change units',
    busEvents: 'bus events',
    queueRequests: 'queue requests',
  };
  return (Object.keys(prices) as (keyof Units)[]).map((kind) => {
    const each = units[kind] / orders;
    const dollars = (each * prices[kind]).toFixed(2);
    return `  ${names[kind].padEnd(14)} ${each.toFixed(2).padStart(6)}  $${dollars.padStart(5)}`;
  });
}

function callsOf(rows: readonly Row[], wanted: string): number {
  return rows.filter(({ api }) => api === wanted).reduce((sum, { calls }) => sum + calls, 0);
}

function ratios(is: number, goal: number, other: number): string {
  const times = (by: number): string => `${(is / by).toFixed(2)}×`;
  return `${times(goal)} the design's ${goal}, ${times(other)} a naive build's ${other}`;
}
