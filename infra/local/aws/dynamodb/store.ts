import type { Item, Refusal, Table } from 'dynalite/db/index.js';
import { accountId, region } from '../emulator.ts';
import { levelFace, type Done } from './level-face.ts';
import { replayStream } from './replay-stream.ts';
import { SortedMap, type Range } from './sorted-map.ts';
import { TableIndexes } from './table-indexes.ts';

/** One item as it was and as it is. An absent side means that there was, or is, none. */
export interface Change {
  readonly table: Table;
  readonly key: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** Set when DynamoDB itself removed the item because it had expired. */
  readonly expired?: boolean;
}

/**
 * Dynalite's store, kept in memory. It answers before it returns, so a write of dynalite's is over
 * within one tick: no two of them interleave and none needs a lock.
 */
export class Store {
  readonly options = {
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
    maxItemSize: 400 * 1024,
  };
  readonly tableDb = {
    awsAccountId: accountId,
    awsRegion: region,
    ...levelFace(new SortedMap<Table>()),
  };
  readonly #items = new Map<string, SortedMap<Item>>();
  readonly #indexes = new TableIndexes();
  readonly #tags = new Map<string, SortedMap<string>>();
  readonly #changed: (change: Change) => void;
  #uncommitted: Change[] | undefined;

  /** Calls `changed` for every item that is written, once the write stands. */
  constructor(changed: (change: Change) => void) {
    this.#changed = changed;
  }

  table(name: string): Table | undefined {
    return this.tableDb.map.get(name);
  }

  items(tableName: string): SortedMap<Item> {
    return emplace(this.#items, tableName, () => new SortedMap<Item>());
  }

  /** Replaces one item, or removes it, in the table and all of its indexes. */
  write(change: Change): void {
    this.#apply(change);
    if (this.#uncommitted) this.#uncommitted.push(change);
    else this.#changed(change);
  }

  /** Runs `work`, which must not wait. If it throws, everything that it wrote is undone. */
  atomically<Result>(work: (written: readonly Change[]) => Result): Result {
    const written: Change[] = [];
    this.#uncommitted = written;
    try {
      const result = work(written);
      this.#uncommitted = undefined;
      written.forEach(this.#changed);
      return result;
    } catch (error) {
      for (const change of written.reverse()) {
        this.#apply({ ...change, before: change.after, after: change.before });
      }
      throw error;
    } finally {
      this.#uncommitted = undefined;
    }
  }

  /** Dynalite's own signature: `checkStatus` may be left out, and then counts as true. */
  getTable(name: string, ...rest: [Done<Table>] | [boolean, Done<Table>]): void {
    const [checkStatus, done] = rest.length === 1 ? [true, rest[0]] : rest;
    const table = this.table(name);
    if (table && !(checkStatus && table.TableStatus === 'DELETING')) done(null, table);
    else done(noSuchTable(name, checkStatus));
  }

  getItemDb(tableName: string) {
    const items = this.items(tableName);
    const write = (key: string, after: Item | undefined, done: Done) => {
      const table = this.table(tableName);
      if (table) this.write({ table, key, before: items.get(key), after });
      done();
    };
    return {
      ...levelFace(items),
      put: write,
      del: (key: string, done: Done) => write(key, undefined, done),
    };
  }

  /** Dynalite reads indexes here; writing them is left to `write`, which sees both images. */
  getIndexDb(_type: string, tableName: string, indexName: string) {
    return {
      put: (_key: string, _item: Item, done: Done) => done(),
      del: (_key: string, done: Done) => done(),
      createValueStream: (range: Range) =>
        replayStream(() => this.#indexes.values(tableName, indexName, range)),
    };
  }

  getTagDb(tableName: string) {
    return levelFace(emplace(this.#tags, tableName, () => new SortedMap<string>()));
  }

  deleteItemDb(tableName: string, done: Done): void {
    this.#items.delete(tableName);
    done();
  }

  deleteIndexDb(_type: string, tableName: string, indexName: string, done: Done): void {
    this.#indexes.drop(tableName, indexName);
    done();
  }

  deleteTagDb(tableName: string, done: Done): void {
    this.#tags.delete(tableName);
    done();
  }

  #apply(change: Change): void {
    const items = this.items(change.table.TableName);
    if (change.after) items.set(change.key, change.after);
    else items.delete(change.key);
    this.#indexes.apply(change);
  }
}

function noSuchTable(name: string, checkStatus: boolean): Refusal {
  const message = `Requested resource not found${checkStatus ? '' : `: Table: ${name} not found`}`;
  return Object.assign(new Error(message), {
    name: 'NotFoundError',
    statusCode: 400,
    body: { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message },
  });
}

function emplace<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const present = map.get(key) ?? create();
  map.set(key, present);
  return present;
}
