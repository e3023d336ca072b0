import { bucketOf } from './duration-sketch.ts';
import type { KnownOrder } from './known-order.ts';

/** Where amounts are added up. */
export interface FigureKey {
  readonly partition: string;
  readonly entry: string;
}

/** Amounts by name. They are only ever added to. */
export interface Figure {
  readonly key: FigureKey;
  readonly amounts: Readonly<Record<string, number>>;
}

/** The minutes of a day, by currency. */
export const minutesOf = (day: string): string => `minutes#${day}`;
/** The days of a year, by currency. */
export const daysOf = (year: string): string => `days#${year}`;
/** What was sold on a day, by currency and product. */
export const salesOf = (day: string): string => `sales#${day}`;

const sketchPrefix = 'took-';

/** The bucket of durations that an amount counts, if it counts one. */
export function bucketCountedBy(amount: string): number | undefined {
  return amount.startsWith(sketchPrefix) ? Number(amount.slice(sketchPrefix.length)) : undefined;
}

/** An order's part in the figures. It follows from what is known alone: how it came to be known does not matter. */
export function figuresOf({ placed, shippedAt, cancelledAt }: KnownOrder): Figure[] {
  if (!placed) return [];
  const { at, currency, total } = placed;
  const figures = inTime(at, currency, {
    orders: 1,
    revenue: total,
    shippedOfThese: shippedAt === undefined ? 0 : 1,
    cancelledOfThese: cancelledAt === undefined ? 0 : 1,
  });
  if (shippedAt !== undefined) {
    const bucket = bucketOf(Date.parse(shippedAt) - Date.parse(at));
    figures.push(...inTime(shippedAt, currency, { shipped: 1, [`${sketchPrefix}${bucket}`]: 1 }));
  }
  if (cancelledAt !== undefined) {
    figures.push(...inTime(cancelledAt, currency, { cancelled: 1, cancelledRevenue: total }));
  }
  return added(figures);
}

/** What has to be added to the figures of `before` to have those of `after`. */
export function difference(before: readonly Figure[], after: readonly Figure[]): Figure[] {
  const negated = before.map(({ key, amounts }) => ({
    key,
    amounts: Object.fromEntries(Object.entries(amounts).map(([name, n]) => [name, -n])),
  }));
  return added([...after, ...negated]);
}

/** The figures with one item for each key, and no amount of zero. */
export function added(figures: readonly Figure[]): Figure[] {
  const sums = new Map<string, { key: FigureKey; amounts: Record<string, number> }>();
  for (const { key, amounts } of figures) {
    const id = idOf(key);
    const sum = sums.get(id) ?? { key, amounts: {} };
    sums.set(id, sum);
    for (const [name, n] of Object.entries(amounts)) {
      sum.amounts[name] = (sum.amounts[name] ?? 0) + n;
    }
  }
  return [...sums.values()].flatMap(({ key, amounts }) => {
    const left = Object.entries(amounts).filter(([, n]) => n !== 0);
    return left.length > 0 ? [{ key, amounts: Object.fromEntries(left) }] : [];
  });
}

/** A key as one text. */
export function idOf({ partition, entry }: FigureKey): string {
  return `${partition} ${entry}`;
}

/** The same amounts in the minute and in the day of an instant. */
function inTime(at: string, currency: string, amounts: Figure['amounts']): Figure[] {
  const day = at.slice(0, 10);
  const minute = at.slice(11, 16);
  return [
    { key: { partition: minutesOf(day), entry: `${minute}#${currency}` }, amounts },
    { key: { partition: daysOf(day.slice(0, 4)), entry: `${day}#${currency}` }, amounts },
  ];
}
