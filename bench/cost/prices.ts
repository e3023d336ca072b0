import type { Units } from './units.ts';

/** US dollars for a million units, at the list prices of us-east-1, on demand. Shards, storage and mails are not in it. */
export const prices: Units = {
  write: 0.625,
  read: 0.125,
  change: 0.1,
  busEvents: 1,
  queueRequests: 0.4,
};

/** What an order of three lines may cost, by the design, and what a naive build of the same does. */
export const target = { calls: 32, dollarsAMillion: 29 };
export const naive = { calls: 99, dollarsAMillion: 57 };

/** US dollars for a million times these units. */
export function dollarsAMillion(units: Units): number {
  const kinds = Object.keys(prices) as (keyof Units)[];
  return kinds.reduce((total, kind) => total + units[kind] * prices[kind], 0);
}
