import type { Condition } from './table.ts';

/** A write that happens together with a commit, or not at all. Tables by logical name. */
export type Write = PutWrite | AddWrite;

/** Stores an item whole, if the condition holds. */
export interface PutWrite {
  readonly kind: 'put';
  readonly table: string;
  readonly item: Readonly<Record<string, unknown>>;
  readonly condition?: Condition;
}

/** Adds to counters; a missing counter or item counts as zero. Refused unless every `atLeast` counter is there and so high before. */
export interface AddWrite {
  readonly kind: 'add';
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  readonly amounts: Readonly<Record<string, number>>;
  readonly atLeast?: Readonly<Record<string, number>>;
}

/** The most writes that fit beside a commit into one DynamoDB transaction of 100. */
export const maxWrites = 99;
