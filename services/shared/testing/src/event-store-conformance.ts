import { changes } from '@waybill/contracts/names';
import { commitTable, type TableDefinition } from '@waybill/contracts/resources';
import type { Commit } from '@waybill/kernel/commit';
import type { EventStore } from '@waybill/runtime/event-store';
import type { Table } from '@waybill/runtime/table';
import { maxWrites, type AddWrite } from '@waybill/runtime/writes';

/** A counter beside the commits. */
export interface Counter {
  readonly counterId: string;
  readonly available?: number;
  readonly received?: number;
}

/** The tables that the suite needs. */
export const conformanceCommits = commitTable('conformance-commits', changes);
export const conformanceCounters: TableDefinition = {
  name: 'conformance-counters',
  partitionKey: 'counterId',
};

/** What is tested: a store of `conformanceCommits`, beside a table of `conformanceCounters`. */
export interface StoreUnderTest {
  readonly store: EventStore;
  readonly counters: Table<Counter>;
}

let made = 0;
const newName = (what: string): string => `${what}-${(made += 1)}`;

function commit(aggregateId: string, version: number, data: unknown = { version }): Commit {
  return {
    aggregateId,
    version,
    commitId: newName('commit'),
    entries: [{ kind: 'private', type: 'SomethingHappened', schemaVersion: 1, data }],
    committedAt: '2026-01-01T00:00:00.000Z',
    correlationId: aggregateId,
  };
}

function taking(counterId: string, pieces: number, atLeast = pieces): AddWrite {
  return {
    kind: 'add',
    table: conformanceCounters.name,
    key: { counterId },
    amounts: { available: -pieces },
    atLeast: { available: atLeast },
  };
}

function receiving(counterId: string, pieces: number): AddWrite {
  const amounts = { available: pieces, received: pieces };
  return { kind: 'add', table: conformanceCounters.name, key: { counterId }, amounts };
}

/** What every event store does. */
export function describeEventStore(name: string, make: () => StoreUnderTest): void {
  describe(`${name} keeps commits`, () => {
    it('has none of an aggregate that nothing happened to', async () => {
      const { store } = make();
      expect(await store.read(newName('aggregate'))).toEqual([]);
    });

    it('in the order of their versions, for each aggregate apart', async () => {
      const { store } = make();
      const [id, other] = [newName('aggregate'), newName('aggregate')];
      const commits = Array.from({ length: 11 }, (_, i) => commit(id, i + 1));
      for (const each of commits) {
        expect(await store.append(each)).toEqual({ outcome: 'appended' });
      }
      await store.append(commit(other, 1));
      expect(await store.read(id)).toEqual(commits);
      expect(await store.read(id, 9)).toEqual(commits.slice(9));
      expect(await store.read(id, 11)).toEqual([]);
    });

    it('as they were said, with the cause', async () => {
      const { store } = make();
      const cause = { causationId: 'm/1.0', traceparent: '00-1-2-01', replay: 'again' };
      const said = { ...commit(newName('aggregate'), 1, { 'ü"\n': [null, 1.5, ''] }), ...cause };
      await store.append(said);
      expect(await store.read(said.aggregateId)).toEqual([said]);
    });

    it('without what is undefined', async () => {
      const { store } = make();
      const said = commit(newName('aggregate'), 1);
      await store.append({ ...said, causationId: undefined });
      const [read] = await store.read(said.aggregateId);
      expect(read).toStrictEqual(said);
    });

    it('also when they are more than one read of the database holds', async () => {
      const { store } = make();
      const id = newName('aggregate');
      const large = Array.from({ length: 5 }, (_, i) => commit(id, i + 1, 'x'.repeat(290_000)));
      for (const each of large) await store.append(each);
      expect((await store.read(id)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    });

    it('refuses a second commit of a version', async () => {
      const { store } = make();
      const first = commit(newName('aggregate'), 1);
      await store.append(first);
      expect(await store.append(commit(first.aggregateId, 1))).toEqual({ outcome: 'conflict' });
      expect(await store.read(first.aggregateId)).toEqual([first]);
    });

    it('lets one of many win a version', async () => {
      const { store } = make();
      const id = newName('aggregate');
      const rivals = Array.from({ length: 10 }, () => commit(id, 1));
      const outcomes = await Promise.all(rivals.map((rival) => store.append(rival)));
      const winners = rivals.filter((_, i) => outcomes[i]?.outcome === 'appended');
      expect(await store.read(id)).toEqual(winners);
    });

    it('takes the same commit twice, because the first reply may be lost', async () => {
      const { store } = make();
      const said = commit(newName('aggregate'), 1);
      await store.append(said);
      expect(await store.append(said)).toEqual({ outcome: 'appended' });
      expect(await store.read(said.aggregateId)).toEqual([said]);
    });
  });

  describe(`${name} makes writes together with a commit`, () => {
    const stocked = async (counters: Table<Counter>, available: number): Promise<string> => {
      const counterId = newName('counter');
      await counters.put({ counterId, available });
      return counterId;
    };
    const at = (counters: Table<Counter>, counterId: string) =>
      counters.get({ counterId }, { consistent: true });

    it('and counts what is not there from zero', async () => {
      const { store, counters } = make();
      const counterId = newName('counter');
      const said = commit(newName('aggregate'), 1);
      await store.append(said, [receiving(counterId, 7)]);
      expect(await store.read(said.aggregateId)).toEqual([said]);
      expect(await at(counters, counterId)).toEqual({ counterId, available: 7, received: 7 });
    });

    it('and adds to what is there', async () => {
      const { store, counters } = make();
      const counterId = await stocked(counters, 5);
      const appended = await store.append(commit(newName('aggregate'), 1), [taking(counterId, 5)]);
      expect(appended).toEqual({ outcome: 'appended' });
      expect(await at(counters, counterId)).toEqual({ counterId, available: 0 });
    });

    it('and puts items in the place of what was there', async () => {
      const { store, counters } = make();
      const counterId = await stocked(counters, 5);
      const item = { counterId, received: 1 };
      const put = { kind: 'put', table: conformanceCounters.name, item } as const;
      await store.append(commit(newName('aggregate'), 1), [put]);
      expect(await at(counters, counterId)).toEqual(item);
    });

    it('as many as 99', async () => {
      const { store, counters } = make();
      const ids = Array.from({ length: maxWrites }, () => newName('counter'));
      const writes = ids.map((id) => receiving(id, 1));
      await store.append(commit(newName('aggregate'), 1), writes);
      const stored = await counters.getMany(ids.map((counterId) => ({ counterId })));
      expect(stored).toHaveLength(99);
    });

    it('and throws, storing nothing, if they are more', async () => {
      const { store } = make();
      const said = commit(newName('aggregate'), 1);
      const writes = Array.from({ length: 100 }, () => receiving(newName('counter'), 1));
      await expect(store.append(said, writes)).rejects.toThrow();
      expect(await store.read(said.aggregateId)).toEqual([]);
    });

    it('and throws, storing nothing, if two of them change one item', async () => {
      const { store, counters } = make();
      const counterId = newName('counter');
      const twice = [receiving(counterId, 1), receiving(counterId, 1)];
      await expect(store.append(commit(newName('aggregate'), 1), twice)).rejects.toThrow();
      expect(await at(counters, counterId)).toBeUndefined();
    });

    it('or nothing at all, and tells what the refused ones found', async () => {
      const { store, counters } = make();
      const [enough, short] = [await stocked(counters, 5), await stocked(counters, 2)];
      const missing = newName('counter');
      const said = commit(newName('aggregate'), 1);
      const appended = await store.append(said, [
        taking(enough, 5),
        taking(short, 3),
        receiving(newName('counter'), 1),
        taking(missing, 1),
      ]);
      expect(appended).toEqual({
        outcome: 'refused',
        found: [undefined, { counterId: short, available: 2 }, undefined, null],
      });
      expect(await store.read(said.aggregateId)).toEqual([]);
      expect(await at(counters, enough)).toEqual({ counterId: enough, available: 5 });
      expect(await at(counters, missing)).toBeUndefined();
    });

    it('and can be told again once the refused are possible', async () => {
      const { store, counters } = make();
      const counterId = await stocked(counters, 0);
      const id = newName('aggregate');
      await store.append(commit(id, 1), [taking(counterId, 1)]);
      await counters.put({ counterId, available: 1 });
      expect(await store.append(commit(id, 1), [taking(counterId, 1)])).toEqual({
        outcome: 'appended',
      });
    });

    it('but none with a commit that lost its version', async () => {
      const { store, counters } = make();
      const counterId = await stocked(counters, 5);
      const first = commit(newName('aggregate'), 1);
      await store.append(first);
      const lost = commit(first.aggregateId, 1);
      expect(await store.append(lost, [taking(counterId, 1)])).toEqual({ outcome: 'conflict' });
      expect(await at(counters, counterId)).toEqual({ counterId, available: 5 });
    });

    it('and calls it a conflict when version and writes are both refused', async () => {
      const { store, counters } = make();
      const counterId = await stocked(counters, 0);
      const first = commit(newName('aggregate'), 1);
      await store.append(first);
      const lost = commit(first.aggregateId, 1);
      expect(await store.append(lost, [taking(counterId, 1)])).toEqual({ outcome: 'conflict' });
    });

    it('once, when the same commit is told twice', async () => {
      const { store, counters } = make();
      const counterId = await stocked(counters, 1);
      const said = commit(newName('aggregate'), 1);
      await store.append(said, [taking(counterId, 1)]);
      expect(await store.append(said, [taking(counterId, 1)])).toEqual({ outcome: 'appended' });
      expect(await at(counters, counterId)).toEqual({ counterId, available: 0 });
    });

    it('so that the last piece is taken once', async () => {
      const { store, counters } = make();
      const counterId = await stocked(counters, 1);
      const outcomes = await Promise.all(
        Array.from({ length: 4 }, () =>
          store.append(commit(newName('aggregate'), 1), [taking(counterId, 1)]),
        ),
      );
      const refusal = { outcome: 'refused', found: [{ counterId, available: 0 }] };
      expect(outcomes).toContainEqual({ outcome: 'appended' });
      expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toEqual([
        refusal,
        refusal,
        refusal,
      ]);
    });
  });
}
