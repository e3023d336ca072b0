import type { Day, Skipped } from './day.ts';
import { groupBy } from './group-by.ts';
import { formatMoney } from './money.ts';

/** What is about to be replayed, and what is not, for a person to read. */
export function describeDay({ name, invoices, products, skipped }: Day): string[] {
  const lines = invoices.reduce((sum, { items }) => sum + items.length, 0);
  const total = invoices.reduce((sum, invoice) => sum + invoice.total, 0);
  const guests = invoices.filter(({ customer }) => customer === undefined).length;
  return [
    name,
    `  ${count(invoices.length, 'order')} (${guests} by guests) of ${count(lines, 'line')}, ` +
      `${count(products.length, 'product')}, ${formatMoney(total, 'GBP')}`,
    ...describeSkipped(skipped),
    '',
  ];
}

function describeSkipped(skipped: readonly Skipped[]): string[] {
  if (skipped.length === 0) return ['  every row is a sale'];
  const reasons = [...groupBy(skipped, ({ reason }) => reason)];
  return [
    `  ${count(skipped.length, 'row')} not replayed:`,
    ...reasons
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([reason, rows]) => `${String(rows.length).padStart(7)}  ${reason} (${where(rows)})`),
  ];
}

function where(rows: readonly Skipped[]): string {
  const first = rows.slice(0, 5).map(({ line }) => line);
  const more = rows.length > first.length ? ', …' : '';
  return `${rows.length === 1 ? 'line' : 'lines'} ${first.join(', ')}${more}`;
}

/** `1 order`, `1,345 orders`. */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}
