import { dayOf, type Day } from '../load/day.ts';
import { groupBy } from '../load/group-by.ts';
import { seededRows } from '../load/seeded-day.ts';

const orders = 32;
const mostLines = 5;

/** A made day of a few short orders: the same seed makes the same day. */
export function smallDay(seed: number): Day {
  const invoices = [...groupBy(seededRows(seed), ({ invoice }) => invoice).values()];
  const short = invoices.filter(
    (rows) =>
      rows.length <= mostLines &&
      rows.every(({ quantity, unitPrice = 0 }) => quantity > 0 && unitPrice > 0),
  );
  return dayOf(`A small made day (seed ${seed})`, short.slice(0, orders).flat());
}
