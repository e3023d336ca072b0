import type { Table } from '@waybill/runtime/table';
import { maxTransactionWrites, type Transactions } from '@waybill/runtime/transactions';
import type { AddWrite, PutWrite } from '@waybill/runtime/writes';
import { conformanceThings, type Thing } from './table-conformance.ts';

let made = 0;
const newShelf = (): string => `shelf-${(made += 1)}`;
const table = conformanceThings.name;
const put = (item: Thing, condition?: PutWrite['condition']): PutWrite => ({
  kind: 'put',
  table,
  item: { ...item },
  condition,
});
const add = (shelf: string, place: string, size: number): AddWrite => ({
  kind: 'add',
  table,
  key: { shelf, place },
  amounts: { size },
});

/** What all transactions do. `make` gives them beside a table of `conformanceThings`. */
export function describeTransactions(
  name: string,
  make: () => { transactions: Transactions; things: Table<Thing> },
): void {
  const all = async (things: Table<Thing>, shelf: string) =>
    (await things.query({ partition: { field: 'shelf', value: shelf }, limit: 200 })).items;

  describe(`${name} write`, () => {
    it('all that is told: items, and counters from nothing', async () => {
      const { transactions, things } = make();
      const shelf = newShelf();
      const writes = [put({ shelf, place: 'a', note: 'new' }), add(shelf, 'b', 2)];
      expect(await transactions.write(writes)).toBe('stored');
      expect(await transactions.write([add(shelf, 'b', 3)])).toBe('stored');
      expect(await all(things, shelf)).toEqual([
        { shelf, place: 'a', note: 'new' },
        { shelf, place: 'b', size: 5 },
      ]);
    });

    it('nothing if one condition does not hold', async () => {
      const { transactions, things } = make();
      const shelf = newShelf();
      const before = { shelf, place: 'a', size: 1 };
      await things.put(before);
      const moved = { ...before, size: 2 };
      const refusals = [{ absent: 'shelf' }, { equal: { size: 7 } }];
      for (const condition of refusals) {
        expect(await transactions.write([add(shelf, 'b', 1), put(moved, condition)])).toBe(
          'refused',
        );
      }
      expect(await all(things, shelf)).toEqual([before]);
      const held = [add(shelf, 'b', 1), put(moved, { equal: { size: 1 } })];
      expect(await transactions.write(held)).toBe('stored');
      expect(await all(things, shelf)).toEqual([moved, { shelf, place: 'b', size: 1 }]);
    });

    it(`${maxTransactionWrites} at once, and no item twice`, async () => {
      const { transactions, things } = make();
      const shelf = newShelf();
      const most = Array.from({ length: maxTransactionWrites }, (_, i) => add(shelf, `p${i}`, 1));
      expect(await transactions.write(most)).toBe('stored');
      expect(await all(things, shelf)).toHaveLength(maxTransactionWrites);
      await expect(transactions.write([...most, add(shelf, 'more', 1)])).rejects.toThrow();
      await expect(transactions.write([add(shelf, 'a', 1), add(shelf, 'a', 1)])).rejects.toThrow();
    });

    it('of many at once, one over what was, and every counter', async () => {
      const { transactions, things } = make();
      const shelf = newShelf();
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          transactions.write([
            put({ shelf, place: 'a', note: `of ${i}` }, { absent: 'shelf' }),
            add(shelf, 'b', 1),
          ]),
        ),
      );
      await Promise.all(outcomes.map(() => transactions.write([add(shelf, 'c', 1)])));
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(await all(things, shelf)).toMatchObject([{ place: 'a' }, { size: 1 }, { size: 8 }]);
    });
  });
}
