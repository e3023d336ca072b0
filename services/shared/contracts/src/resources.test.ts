import { commitTable } from './resources.ts';

describe('a table of commits', () => {
  it('sorts the versions of an aggregate as numbers, and feeds a stream', () => {
    expect(commitTable('order-commits', 'order-changes')).toEqual({
      name: 'order-commits',
      partitionKey: 'aggregateId',
      sortKey: { name: 'version', type: 'N' },
      changesTo: 'order-changes',
    });
  });
});
