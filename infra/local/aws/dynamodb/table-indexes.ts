import db, { type Item } from 'dynalite/db/index.js';
import { SortedMap, type Range } from './sorted-map.ts';
import type { Change } from './store.ts';

/** The contents of all tables' secondary indexes. */
export class TableIndexes {
  readonly #indexes = new Map<string, SortedMap<Item>>();

  apply({ table, key, before, after }: Change): void {
    const indexes = [
      ...(table.LocalSecondaryIndexes ?? []),
      ...(table.GlobalSecondaryIndexes ?? []),
    ];
    if (indexes.length === 0) return;
    const actions = db.getIndexActions(indexes, before, after, table);
    for (const { index, key: indexKey } of actions.deletes) {
      this.#of(table.TableName, index).delete(unique(indexKey, key));
    }
    for (const { index, key: indexKey, item } of actions.puts) {
      this.#of(table.TableName, index).set(unique(indexKey, key), present(item));
    }
  }

  *values(tableName: string, indexName: string, range: Range): Generator<Item> {
    // A page starts after an index key, and that means after every item stored under it.
    const after = range.gt === undefined ? range : { ...range, gt: unique(range.gt, '\uffff') };
    for (const [, item] of this.#of(tableName, indexName).entries(after)) yield item;
  }

  drop(tableName: string, indexName: string): void {
    this.#indexes.delete(nameOf(tableName, indexName));
  }

  #of(tableName: string, indexName: string): SortedMap<Item> {
    const name = nameOf(tableName, indexName);
    const index = this.#indexes.get(name) ?? new SortedMap<Item>();
    this.#indexes.set(name, index);
    return index;
  }
}

/** Dynalite ends an index key in 24 bits of hash; beyond some thousand equal keys those collide. */
function unique(indexKey: string, itemKey: string): string {
  return `${indexKey}!${itemKey}`;
}

/** A projection names every attribute that it would hold, also those that the item lacks. */
function present(item: Item): Item {
  const entries: [string, unknown][] = Object.entries(item);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Item;
}

function nameOf(tableName: string, indexName: string): string {
  return `${tableName}/${indexName}`;
}
