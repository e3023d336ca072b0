import type { Commit } from '@waybill/kernel/commit';
import { fromItem, isCommitItem, toItem } from './commit-item.ts';

const commit: Commit = {
  aggregateId: 'a',
  version: 1,
  commitId: 'c',
  entries: [{ kind: 'event', type: 'T', schemaVersion: 1, data: { n: 1 }, source: 's' }],
  committedAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'k',
  replay: 'r',
};

describe('a commit as an item', () => {
  it('comes back as it was', () => {
    expect(fromItem(toItem(commit))).toEqual(commit);
  });

  it('is told from the items of other tables', () => {
    expect(isCommitItem(toItem(commit))).toBe(true);
    expect(isCommitItem({ ...toItem(commit), entries: [] })).toBe(false);
    expect(isCommitItem({ productId: 'A', available: 1 })).toBe(false);
  });
});
