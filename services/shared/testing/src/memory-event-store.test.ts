import { Unavailable } from '@waybill/kernel/failure';
import type { ChangeRecord } from '@waybill/runtime/stream/change-record';
import { deterministicRandom } from './deterministic-random.ts';
import {
  conformanceCommits,
  conformanceCounters,
  describeEventStore,
  type Counter,
} from './event-store-conformance.ts';
import { MemoryEventStore } from './memory-event-store.ts';
import { MemoryTable } from './memory-table.ts';

describeEventStore('the event store in memory', () => {
  const counters = new MemoryTable<Counter>(conformanceCounters);
  const table = conformanceCommits.name;
  return { store: new MemoryEventStore({ table, tables: [counters] }), counters };
});

const commit = (version: number) => ({
  aggregateId: 'a',
  version,
  commitId: `commit-${version}`,
  entries: [],
  committedAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'c',
});

const always = () => 0;

describe('faults of the event store in memory', () => {
  it('lose the reply of a commit that is stored', async () => {
    const store = new MemoryEventStore({ faults: { random: always, lostReply: 1 } });
    await expect(store.append(commit(1))).rejects.toThrow(Unavailable);
    expect(await store.read('a')).toEqual([commit(1)]);
  });

  it('keep a commit from being stored', async () => {
    const store = new MemoryEventStore({ faults: { random: always, unavailable: 1 } });
    await expect(store.append(commit(1))).rejects.toThrow(Unavailable);
    expect(await store.read('a')).toEqual([]);
  });

  it('let a rival win, once', async () => {
    const store = new MemoryEventStore();
    const rival = { ...commit(1), commitId: 'rival' };
    store.beforeNextAppend(() => store.append(rival));
    expect(await store.append(commit(1))).toEqual({ outcome: 'conflict' });
    expect(await store.append(commit(2))).toEqual({ outcome: 'appended' });
    expect(store.commits).toEqual([rival, commit(2)]);
  });
});

describe('the feed of the event store in memory', () => {
  async function heard(disorder?: { random: () => number; repeat: number }) {
    const store = new MemoryEventStore({ table: 'order-commits' });
    const changes: ChangeRecord[] = [];
    const feed = store.feed((records) => Promise.resolve(changes.push(...records)), disorder);
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.append(commit(i + 1))));
    await feed.settled();
    return changes;
  }

  const versions = (changes: readonly ChangeRecord[]) =>
    changes.map(({ newImage }) => newImage?.version);
  const inOrder = Array.from({ length: 20 }, (_, i) => i + 1);

  it('tells every commit as DynamoDB would', async () => {
    const changes = await heard();
    expect(versions(changes)).toEqual(inOrder);
    expect(changes[0]).toEqual({
      table: 'test-order-commits',
      event: 'INSERT',
      newImage: { ...commit(1), entries: '[]' },
    });
  });

  it('repeats and shuffles if told to, and leaves nothing out', async () => {
    const told = versions(await heard({ random: deterministicRandom(7), repeat: 0.3 }));
    expect(told.length).toBeGreaterThan(20);
    expect(told.slice(0, 20)).not.toEqual(inOrder);
    expect(new Set(told)).toEqual(new Set(inOrder));
  });

  it('says when its listener failed', async () => {
    const store = new MemoryEventStore();
    const feed = store.feed(() => Promise.reject(new Error('no')));
    await store.append(commit(1));
    await expect(feed.settled()).rejects.toThrow('no');
  });
});
