import { maxWrites, type AddWrite, type PutWrite, type Write } from '@waybill/runtime/writes';
import { holds, type MemoryTable } from './memory-table.ts';

type Tables = ReadonlyMap<string, MemoryTable<object>>;
type Found = Readonly<Record<string, unknown>> | null | undefined;

/**
 * What the refused ones among the writes found, or `undefined` if all may happen.
 * @throws Error where DynamoDB would not take the transaction at all
 */
export function refusedBy(
  tables: Tables,
  writes: readonly Write[],
  most = maxWrites,
): Found[] | undefined {
  if (writes.length > most) throw new Error(`${writes.length} writes are too many at once`);
  const targets = writes.map((write) => JSON.stringify([write.table, keyOf(tables, write)]));
  if (new Set(targets).size < targets.length) throw new Error('two writes change the same item');
  const found = writes.map((write) =>
    write.kind === 'add' ? shortage(tables, write) : hindrance(tables, write),
  );
  return found.some((item) => item !== undefined) ? found : undefined;
}

/** Makes writes that `refusedBy` has nothing against. */
export function applyWrites(tables: Tables, writes: readonly Write[]): void {
  for (const write of writes) {
    const table = tableOf(tables, write);
    if (write.kind === 'put') {
      table.store(write.item);
    } else {
      const before = table.find(write.key) ?? write.key;
      const sums = Object.entries(write.amounts).map(([field, amount]) => [
        field,
        Number(before[field] ?? 0) + amount,
      ]);
      table.store({ ...before, ...(Object.fromEntries(sums) as Record<string, number>) });
    }
  }
}

/** As in DynamoDB, a counter that is not there is not at least anything. */
function shortage(tables: Tables, { table, key, atLeast = {} }: AddWrite): Found {
  const stored = tableOf(tables, { table }).find(key);
  const isEnough = Object.entries(atLeast).every(([field, least]) => {
    const counter = stored?.[field];
    return typeof counter === 'number' && counter >= least;
  });
  return isEnough ? undefined : (stored ?? null);
}

function hindrance(tables: Tables, { table, item, condition = {} }: PutWrite): Found {
  const stored = tableOf(tables, { table }).find(item);
  return holds(condition, stored) ? undefined : (stored ?? null);
}

function keyOf(tables: Tables, write: Write): unknown[] {
  const { partitionKey, sortKey } = tableOf(tables, write).definition;
  const row: Readonly<Record<string, unknown>> = write.kind === 'put' ? write.item : write.key;
  return [row[partitionKey], sortKey && row[sortKey.name]];
}

function tableOf(tables: Tables, { table }: Pick<Write, 'table'>): MemoryTable<object> {
  const found = tables.get(table);
  if (!found) throw new Error(`no table ${table} was given to the store`);
  return found;
}
