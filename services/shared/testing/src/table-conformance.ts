import type { TableDefinition } from '@waybill/contracts/resources';
import type { Condition, Key, Query, Table } from '@waybill/runtime/table';

/** Something that stands at a place of a shelf. */
export interface Thing {
  readonly shelf: string;
  readonly place: string;
  readonly owner?: string;
  readonly since?: string;
  readonly size?: number;
  readonly note?: string;
}

/** The table that the suite needs. */
export const conformanceThings: TableDefinition = {
  name: 'conformance-things',
  partitionKey: 'shelf',
  sortKey: { name: 'place', type: 'S' },
  indexes: [{ name: 'by-owner', partitionKey: 'owner', sortKey: 'since' }],
};

let made = 0;
const newName = (what: string): string => `${what}-${(made += 1)}`;

/** Every item of a query, page by page. */
async function pages(table: Table<Thing>, query: Query): Promise<Thing[][]> {
  const found: Thing[][] = [];
  let after: Key | undefined;
  do {
    const page = await table.query({ ...query, after });
    found.push(page.items);
    after = page.next;
  } while (after);
  return found;
}

/** What every table does. `make` gives a table of `conformanceThings`. */
export function describeTable(name: string, make: () => Table<Thing>): void {
  const consistent = { consistent: true };

  describe(`${name} keeps items by key`, () => {
    it('and has none where none was put', async () => {
      expect(await make().get({ shelf: newName('shelf'), place: 'a' })).toBeUndefined();
    });

    it('whole: a second put leaves nothing of the first', async () => {
      const table = make();
      const key = { shelf: newName('shelf'), place: 'a' };
      expect(await table.put({ ...key, note: 'first', size: 1 })).toBe('stored');
      expect(await table.put({ ...key, size: 2 })).toBe('stored');
      expect(await table.get(key, consistent)).toEqual({ ...key, size: 2 });
    });

    it('without what is undefined', async () => {
      const table = make();
      const key = { shelf: newName('shelf'), place: 'a' };
      await table.put({ ...key, note: undefined });
      expect(await table.get(key, consistent)).toStrictEqual(key);
    });

    it('until they are deleted, which may be said twice', async () => {
      const table = make();
      const key = { shelf: newName('shelf'), place: 'a' };
      await table.put(key);
      await table.delete(key);
      await table.delete(key);
      expect(await table.get(key, consistent)).toBeUndefined();
    });

    it('and answers many keys at once, leaving out what is not there', async () => {
      const table = make();
      const shelf = newName('shelf');
      const keys = Array.from({ length: 230 }, (_, i) => ({ shelf, place: `place-${i}` }));
      const stored = keys.filter((_, i) => i % 2 === 0);
      await Promise.all(stored.map((key) => table.put(key)));
      const found = await table.getMany(keys);
      expect(found).toHaveLength(stored.length);
      expect(found).toEqual(expect.arrayContaining(stored));
      expect(await table.getMany([])).toEqual([]);
    });
  });

  it(`${name} shows a consistent query every write that was acknowledged before`, async () => {
    const table = make();
    const shelf = newName('shelf');
    const partition = { field: 'shelf', value: shelf };
    for (let i = 0; i < 20; i += 1) {
      await table.put({ shelf, place: `p${i}` });
      const { items } = await table.query({ partition, consistent: true, limit: 100 });
      expect(items).toHaveLength(i + 1);
    }
  });

  describe(`${name} stores on condition`, () => {
    const cases: [when: string, stored: Partial<Thing> | undefined, Condition, stores: boolean][] =
      [
        ['the key is absent, and it is', undefined, { absent: 'shelf' }, true],
        ['the key is absent, and it is not', {}, { absent: 'shelf' }, false],
        ['a field is absent, and it is', {}, { absent: 'note' }, true],
        ['a field is absent, and it is not', { note: 'x' }, { absent: 'note' }, false],
        ['a field is absent, and the item too', undefined, { absent: 'note' }, true],
        ['a field is equal, and it is', { size: 3 }, { equal: { size: 3 } }, true],
        ['a field is equal, and it is not', { size: 4 }, { equal: { size: 3 } }, false],
        ['a field is equal, and it is missing', {}, { equal: { size: 3 } }, false],
        ['a field is equal, and the item is missing', undefined, { equal: { size: 3 } }, false],
        ['a field is below, and it is', { size: 2 }, { below: { size: 3 } }, true],
        ['a field is below, and it is there', { size: 3 }, { below: { size: 3 } }, false],
        ['a field is below, and it is above', { size: 4 }, { below: { size: 3 } }, false],
        ['a field is below, and it is missing', {}, { below: { size: 3 } }, true],
        ['a field is below, and the item is missing', undefined, { below: { size: 3 } }, true],
        [
          'all hold',
          { size: 2, owner: 'me' },
          { absent: 'note', equal: { owner: 'me' }, below: { size: 3 } },
          true,
        ],
        [
          'all but one hold',
          { size: 3, owner: 'me' },
          { absent: 'note', equal: { owner: 'me' }, below: { size: 3 } },
          false,
        ],
      ];

    it.each(cases)('if %s', async (_, stored, condition, stores) => {
      const table = make();
      const key = { shelf: newName('shelf'), place: 'a' };
      const before = stored && { ...key, ...stored };
      if (before) await table.put(before);
      const after = { ...key, note: 'after' };
      expect(await table.put(after, condition)).toBe(stores ? 'stored' : 'refused');
      expect(await table.get(key, consistent)).toEqual(stores ? after : before);
    });

    it('and lets one of many be the first', async () => {
      const table = make();
      const key = { shelf: newName('shelf'), place: 'a' };
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, size) => table.put({ ...key, size }, { absent: 'place' })),
      );
      const winner = outcomes.indexOf('stored');
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(await table.get(key, consistent)).toEqual({ ...key, size: winner });
    });
  });

  describe(`${name} is queried`, () => {
    const places = ['2026-01-01#a', '2026-01-02#b', '2026-01-03#c', '2026-01-04#d', '2026-01-05#e'];

    async function filled(): Promise<{ table: Table<Thing>; shelf: string; things: Thing[] }> {
      const table = make();
      const shelf = newName('shelf');
      const things = places.map((place) => ({ shelf, place }));
      await Promise.all([...things].reverse().map((thing) => table.put(thing)));
      await table.put({ shelf: newName('shelf'), place: '2026-01-03#x' });
      return { table, shelf, things };
    }

    const partition = (value: string) => ({ field: 'shelf', value });

    it('in the order of the sort key, one partition alone', async () => {
      const { table, shelf, things } = await filled();
      const { items, next } = await table.query({ partition: partition(shelf), limit: 10 });
      expect(items).toEqual(things);
      expect(next).toBeUndefined();
    });

    it('newest first', async () => {
      const { table, shelf, things } = await filled();
      const query = { partition: partition(shelf), newestFirst: true, limit: 2 };
      expect((await table.query(query)).items).toEqual([things[4], things[3]]);
    });

    it('up to and including a sort key', async () => {
      const { table, shelf, things } = await filled();
      const upTo = { field: 'place', value: '2026-01-03#c' };
      const { items } = await table.query({ partition: partition(shelf), upTo, limit: 10 });
      expect(items).toEqual(things.slice(0, 3));
    });

    it.each([false, true])('page by page, newest first: %s', async (newestFirst) => {
      const { table, shelf, things } = await filled();
      const query = { partition: partition(shelf), newestFirst, limit: 2 };
      const found = await pages(table, query);
      expect(found.slice(0, 2).map(({ length }) => length)).toEqual([2, 2]);
      expect(found.flat()).toEqual(newestFirst ? things.toReversed() : things);
    });

    it('page by page, also when the item that ended a page is gone', async () => {
      const { table, shelf, things } = await filled();
      const query = { partition: partition(shelf), limit: 2 };
      const { next } = await table.query(query);
      await table.delete({ shelf, place: '2026-01-02#b' });
      expect((await table.query({ ...query, after: next })).items).toEqual(things.slice(2, 4));
    });

    it('by an index, which holds only items with both of its keys', async () => {
      const table = make();
      const [shelf, owner] = [newName('shelf'), newName('owner')];
      const thing = (place: string, since: string): Thing => ({ shelf, place, owner, since });
      const indexed = [
        thing('z', '2026-01-01'),
        thing('m', '2026-01-02'),
        thing('a', '2026-01-03'),
      ];
      await Promise.all(indexed.map((each) => table.put(each)));
      await table.put({ shelf, place: 'b', owner });
      await table.put({ shelf, place: 'c', since: '2026-01-02' });
      const query = { index: 'by-owner', partition: { field: 'owner', value: owner }, limit: 2 };
      expect((await pages(table, query)).flat()).toEqual(indexed);
      const newest = await pages(table, { ...query, newestFirst: true });
      expect(newest.flat()).toEqual(indexed.toReversed());
      const upTo = { field: 'since', value: '2026-01-02' };
      expect((await table.query({ ...query, upTo, limit: 10 })).items).toEqual(indexed.slice(0, 2));
    });

    it('by an index, page by page, each item once though their sort keys are the same', async () => {
      const table = make();
      const [shelf, owner] = [newName('shelf'), newName('owner')];
      const indexed = ['a', 'b', 'c', 'd', 'e'].map((place) => ({
        shelf,
        place,
        owner,
        since: '2026-01-01',
      }));
      await Promise.all(indexed.map((each) => table.put(each)));
      const query = { index: 'by-owner', partition: { field: 'owner', value: owner }, limit: 2 };
      const found = (await pages(table, query)).flat();
      expect(found).toHaveLength(5);
      expect(found).toEqual(expect.arrayContaining(indexed));
    });
  });
}
