import type { Entry } from '@waybill/contracts/contract';
import { entriesOf, messageId, type Commit } from './commit.ts';

const entry = (type: string): Entry => ({ kind: 'event', type, schemaVersion: 1, data: {} });

const commit = (version: number, ...types: string[]): Commit => ({
  aggregateId: 'ord-1',
  version,
  commitId: `commit-${version}`,
  entries: types.map(entry),
  committedAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'c',
});

describe('a commit', () => {
  it('gives each of its messages an id that never changes', () => {
    expect(messageId(commit(3, 'A', 'B'), 1)).toBe('ord-1/3.1');
  });

  it('says its entries one after the other, commit by commit', () => {
    const types = entriesOf([commit(1, 'A', 'B'), commit(2), commit(3, 'C')]).map((e) => e.type);
    expect(types).toEqual(['A', 'B', 'C']);
  });
});
