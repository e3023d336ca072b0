import type { AnyContract, DataOf } from '@waybill/contracts/contract';
import type { Commit } from './commit.ts';

/** When and where a projected fact stands. */
export interface Position {
  readonly version: number;
  /** RFC 3339. */
  readonly occurredAt: string;
}

type Apply<Row> = (row: Row, data: unknown, position: Position) => Row;

/** Rows that are a fold of one aggregate's commits each. */
export class Projection<Row extends object> {
  readonly table: string;
  readonly key: string;
  readonly #applies = new Map<string, Apply<Row>>();

  constructor(table: string, key: string) {
    this.table = table;
    this.key = key;
  }

  /** The row after a fact. Before the aggregate's first fact there is no row, and `row` is `undefined`. */
  on<C extends AnyContract>(
    contract: C,
    apply: (row: Row, data: DataOf<C>, position: Position) => Row,
  ): this {
    this.#applies.set(contract.type, (row, data, at) => apply(row, data as DataOf<C>, at));
    return this;
  }

  /** The row after a commit. Commits are applied in the order of their versions, each once. */
  apply(row: Row | undefined, commit: Commit): Row | undefined {
    const position = { version: commit.version, occurredAt: commit.committedAt };
    return commit.entries.reduce<Row | undefined>((before, { type, data }) => {
      const apply = this.#applies.get(type);
      return apply ? apply(before as Row, data, position) : before;
    }, row);
  }
}

/** Rows of `table`, keyed by `key`, each made from the commits of one aggregate. */
export function projection<Row extends object>(table: string, key: string): Projection<Row> {
  return new Projection<Row>(table, key);
}
