import type { Entry } from '@waybill/contracts/contract';
import { OrderCancelled, OrderPlaced } from '@waybill/contracts/order-events';
import { heard } from '@waybill/testing/three-step-saga';
import type { Commit } from './commit.ts';
import { projection } from './projection.ts';

interface Row {
  readonly total: number;
  readonly changes: readonly string[];
}

const orders = projection<Row>('orders', 'orderId')
  .on(OrderPlaced, (_, { total }, { version }) => ({ total, changes: [`placed ${version}`] }))
  .on(OrderCancelled, (row, { reason }, { occurredAt }) => ({
    ...row,
    changes: [...row.changes, `${reason} ${occurredAt}`],
  }));

const commit = (...entries: Entry[]): Commit => ({
  aggregateId: 'ord-1',
  version: 4,
  commitId: 'commit-4',
  entries,
  committedAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'c',
});

const rowAfter = (said: Commit, before?: Row) => orders.apply(before, said);

describe('a projection', () => {
  it('names its table and the key of its rows', () => {
    expect(orders).toMatchObject({ table: 'orders', key: 'orderId' });
  });

  it('makes a row of the first fact, and knows where the fact stands', () => {
    expect(rowAfter(commit(heard.placed))).toEqual({
      total: 300,
      changes: ['placed 4'],
    });
  });

  it('applies every fact of a commit, in order', () => {
    expect(rowAfter(commit(heard.placed, heard.cancelled))?.changes).toEqual([
      'placed 4',
      'changed-my-mind 2026-01-01T00:00:00.000Z',
    ]);
  });

  it('leaves the row as it is at facts that it does not follow', () => {
    const row = { total: 1, changes: [] };
    expect(rowAfter(commit(heard.paid), row)).toBe(row);
    expect(rowAfter(commit(heard.paid))).toBeUndefined();
  });
});
