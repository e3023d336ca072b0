/** When an item may be stored. Of several fields, all must hold. */
export interface Condition {
  /** The stored item, if there is one, lacks this field. With a field of the key: no item has the key. */
  readonly absent?: string;
  /** These fields of the stored item are equal. */
  readonly equal?: Readonly<Record<string, string | number>>;
  /** These fields of the stored item are lower, or missing. */
  readonly below?: Readonly<Record<string, number>>;
}

/** Which items of one partition to read. Items come in the order of the sort key. */
export interface Query {
  /** A secondary index; without it, the table itself. */
  readonly index?: string;
  readonly partition: { readonly field: string; readonly value: string };
  /** Only sort keys up to and including this. */
  readonly upTo?: { readonly field: string; readonly value: string };
  readonly newestFirst?: boolean;
  /** Sees every write that was acknowledged before. Not with an index. */
  readonly consistent?: boolean;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: Key;
}

export type Key = Readonly<Record<string, string | number>>;

/** Items by key, in one table. For everything that is not a commit. */
export interface Table<Item extends object> {
  get(key: Key, options?: { readonly consistent?: boolean }): Promise<Item | undefined>;
  /** Those of the keys that exist, in no order. */
  getMany(keys: readonly Key[], options?: { readonly consistent?: boolean }): Promise<Item[]>;
  put(item: Item, condition?: Condition): Promise<'stored' | 'refused'>;
  delete(key: Key): Promise<void>;
  query(query: Query): Promise<{ readonly items: Item[]; readonly next?: Key }>;
}
