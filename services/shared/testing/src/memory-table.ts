import type { TableDefinition } from '@waybill/contracts/resources';
import type { Condition, Key, Query, Table } from '@waybill/runtime/table';
import { setImmediate as eventLoopTurn } from 'node:timers/promises';

type Row = Readonly<Record<string, unknown>>;

/** How reads that are not consistent lag behind: by one write, as often as `chance` (0 to 1) says. */
export interface Staleness {
  readonly random: () => number;
  readonly chance: number;
}

/** What lets others go on. */
export type Turn = () => Promise<unknown>;

/** A table in memory. Every call takes a turn of the event loop, so that callers interleave as they would over a wire. */
export class MemoryTable<Item extends object> implements Table<Item> {
  readonly definition: TableDefinition;
  readonly #staleness: Staleness | undefined;
  readonly #turn: Turn;
  #rows: ReadonlyMap<string, Row> = new Map();
  #rowsBefore: ReadonlyMap<string, Row> = this.#rows;

  /** @param turn what a call waits for before it takes effect */
  constructor(definition: TableDefinition, staleness?: Staleness, turn: Turn = eventLoopTurn) {
    this.definition = definition;
    this.#staleness = staleness;
    this.#turn = turn;
  }

  async get(key: Key, { consistent = false } = {}): Promise<Item | undefined> {
    await this.#turn();
    const row = this.#read(consistent).get(this.#idOf(key));
    return row && (wired(row) as Item);
  }

  async getMany(keys: readonly Key[], { consistent = false } = {}): Promise<Item[]> {
    await this.#turn();
    const ids = keys.map((key) => this.#idOf(key));
    if (new Set(ids).size < ids.length) throw new Error('getMany: a key stands there twice');
    const rows = this.#read(consistent);
    return wired(ids.map((id) => rows.get(id)).filter((row) => row !== undefined)) as Item[];
  }

  async put(item: Item, condition: Condition = {}): Promise<'stored' | 'refused'> {
    await this.#turn();
    const row = item as Row;
    if (!holds(condition, this.#rows.get(this.#idOf(row)))) return 'refused';
    this.store(row);
    return 'stored';
  }

  async delete(key: Key): Promise<void> {
    await this.#turn();
    const rows = new Map(this.#rows);
    rows.delete(this.#idOf(key));
    this.#replace(rows);
  }

  async query(query: Query): Promise<{ items: Item[]; next?: Key }> {
    await this.#turn();
    const { partition, upTo, newestFirst = false, consistent = false, limit, after } = query;
    const { keys, sortKey } = this.#shapeOf(query.index);
    const order = byKeys([...(sortKey ? [sortKey] : []), ...keys], newestFirst);
    const rows = [...this.#read(consistent).values()]
      .filter((row) => keys.every((field) => row[field] !== undefined))
      .filter((row) => row[partition.field] === partition.value)
      .filter((row) => !upTo || String(row[upTo.field]) <= upTo.value)
      .sort(order)
      .filter((row) => !after || order(row, after) > 0)
      .slice(0, limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    const next = last && Object.fromEntries(keys.map((field) => [field, last[field]]));
    return { items: wired(rows) as Item[], next: next as Key | undefined };
  }

  /** Every item, in no order. */
  items(): Item[] {
    return wired([...this.#rows.values()]) as Item[];
  }

  /** The item at once, without a turn of the event loop: for transactions in memory. */
  find(key: Row): Row | undefined {
    return this.#rows.get(this.#idOf(key));
  }

  /** Stores at once; see `find`. */
  store(row: Row): void {
    this.#replace(new Map(this.#rows).set(this.#idOf(row), wired(row) as Row));
  }

  #replace(rows: ReadonlyMap<string, Row>): void {
    this.#rowsBefore = this.#rows;
    this.#rows = rows;
  }

  #read(consistent: boolean): ReadonlyMap<string, Row> {
    const { random, chance } = this.#staleness ?? { random: () => 1, chance: 0 };
    return !consistent && random() < chance ? this.#rowsBefore : this.#rows;
  }

  #idOf(row: Row): string {
    const { name, partitionKey, sortKey } = this.definition;
    const id = [partitionKey, ...(sortKey ? [sortKey.name] : [])].map((field) => {
      const value = row[field];
      const isKey = typeof value === 'number' || (typeof value === 'string' && value !== '');
      if (!isKey) throw new Error(`${name}: ${field} is missing or empty`);
      return value;
    });
    return JSON.stringify(id);
  }

  /** The fields that a page ends with, and the one that sorts. */
  #shapeOf(indexName: string | undefined): { keys: string[]; sortKey: string | undefined } {
    const { name, partitionKey, sortKey, indexes = [] } = this.definition;
    const own = [partitionKey, ...(sortKey ? [sortKey.name] : [])];
    if (indexName === undefined) return { keys: own, sortKey: sortKey?.name };
    const index = indexes.find((candidate) => candidate.name === indexName);
    if (!index) throw new Error(`${name} has no index ${indexName}`);
    const keys = [...new Set([index.partitionKey, index.sortKey, ...own])];
    return { keys, sortKey: index.sortKey };
  }
}

/** Whether the condition lets a row be stored over the one that is there. */
export function holds(
  { absent, equal = {}, below = {} }: Condition,
  stored: Row | undefined,
): boolean {
  const found = stored ?? {};
  return (
    (absent === undefined || found[absent] === undefined) &&
    Object.entries(equal).every(([field, value]) => found[field] === value) &&
    Object.entries(below).every(([field, value]) => {
      const is = found[field];
      return is === undefined || (typeof is === 'number' && is < value);
    })
  );
}

function byKeys(fields: readonly string[], reversed: boolean) {
  return (a: Row, b: Row): number => {
    const difference = fields.map((field) => compare(a[field], b[field])).find((d) => d !== 0) ?? 0;
    return reversed ? -difference : difference;
  };
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a === b) return 0;
  return String(a) < String(b) ? -1 : 1;
}

/** A copy as it would come back over a wire, without what is undefined. */
function wired(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
