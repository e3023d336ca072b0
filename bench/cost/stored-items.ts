import type { TableDefinition } from '@waybill/contracts/resources';
import { itemBytes, type WireItem } from './item-size.ts';
import { kilobytes, type Units } from './units.ts';

interface IndexEntry {
  readonly keys: string;
  readonly content: string;
  readonly bytes: number;
}

interface Stored {
  readonly bytes: number;
  readonly entries: ReadonlyMap<string, IndexEntry>;
}

const nothing: Stored = { bytes: 0, entries: new Map() };

/** What writes to tables cost, which depends on what was there: the larger of both is billed, and indexes only when touched. */
export class StoredItems {
  readonly #tables: ReadonlyMap<string, TableDefinition>;
  readonly #items = new Map<string, Stored>();

  constructor(tables: ReadonlyMap<string, TableDefinition>) {
    this.#tables = tables;
  }

  /** Units of a write after which the item is this; `undefined` deletes. `key` holds the key's attributes, at least. */
  write(table: string, key: WireItem, item: WireItem | undefined): Partial<Units> {
    const place = this.#placeOf(table, key);
    const before = this.#items.get(place) ?? nothing;
    const after = item ? this.#storedAs(table, item) : nothing;
    if (item) this.#items.set(place, after);
    else this.#items.delete(place);
    const size = kilobytes(Math.max(before.bytes, after.bytes));
    const isChange = before.bytes > 0 || after.bytes > 0;
    const isFollowed = isChange && this.#tables.get(table)?.changesTo !== undefined;
    return { write: size + indexUnits(before, after), change: isFollowed ? size : 0 };
  }

  /** Units of a write that a condition has refused: it is billed as if it had been made, but for indexes and feed. */
  refusedWrite(table: string, key: WireItem, item: WireItem | undefined): Partial<Units> {
    const before = this.#items.get(this.#placeOf(table, key)) ?? nothing;
    return { write: kilobytes(Math.max(before.bytes, item ? itemBytes(item) : 0)) };
  }

  #placeOf(table: string, item: WireItem): string {
    return `${table} ${this.#keyNames(table)
      .map((name) => JSON.stringify(item[name]))
      .join()}`;
  }

  #keyNames(table: string): string[] {
    const { partitionKey = '', sortKey } = this.#tables.get(table) ?? {};
    return sortKey ? [partitionKey, sortKey.name] : [partitionKey];
  }

  #storedAs(table: string, item: WireItem): Stored {
    const entries = new Map<string, IndexEntry>();
    for (const { name, partitionKey, sortKey, projects } of this.#tables.get(table)?.indexes ??
      []) {
      // An item without an index's keys is not in it.
      if (!item[partitionKey] || !item[sortKey]) continue;
      const keys = JSON.stringify([item[partitionKey], item[sortKey]]);
      const named = [...this.#keyNames(table), partitionKey, sortKey];
      const projected = Object.entries(item).filter(([field]) => named.includes(field));
      const entry = projects === 'ALL' ? item : Object.fromEntries(projected);
      entries.set(name, { keys, content: JSON.stringify(entry), bytes: itemBytes(entry) });
    }
    return { bytes: itemBytes(item), entries };
  }
}

/** An entry whose keys change is deleted and put, one whose content changes is put, and any other is left alone. */
function indexUnits(before: Stored, after: Stored): number {
  const names = new Set([...before.entries.keys(), ...after.entries.keys()]);
  return [...names].reduce((units, name) => {
    const was = before.entries.get(name);
    const is = after.entries.get(name);
    if (was && is && was.keys === is.keys) {
      const isSame = was.content === is.content;
      return units + (isSame ? 0 : kilobytes(Math.max(was.bytes, is.bytes)));
    }
    return units + (was ? kilobytes(was.bytes) : 0) + (is ? kilobytes(is.bytes) : 0);
  }, 0);
}
