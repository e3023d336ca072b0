import { MemoryTable } from './memory-table.ts';
import { conformanceThings, describeTable, type Thing } from './table-conformance.ts';

describeTable('the table in memory', () => new MemoryTable<Thing>(conformanceThings));

describe('a stale table in memory', () => {
  const key = { shelf: 's', place: 'p' };

  async function written() {
    const table = new MemoryTable<Thing>(conformanceThings, { random: () => 0, chance: 1 });
    await table.put({ ...key, size: 1 });
    await table.put({ ...key, size: 2 });
    return table;
  }

  it('answers what was there one write ago', async () => {
    const table = await written();
    const partition = { field: 'shelf', value: 's' };
    expect(await table.get(key)).toEqual({ ...key, size: 1 });
    expect(await table.getMany([key])).toEqual([{ ...key, size: 1 }]);
    expect((await table.query({ partition, limit: 1 })).items).toEqual([{ ...key, size: 1 }]);
  });

  it('knows the truth when read consistently, and in conditions', async () => {
    const table = await written();
    expect(await table.get(key, { consistent: true })).toEqual({ ...key, size: 2 });
    expect(await table.put(key, { equal: { size: 1 } })).toBe('refused');
  });
});
