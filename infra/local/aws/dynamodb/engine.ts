import type { Item, Refusal, Table } from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';
import { AwsError } from '../emulator.ts';
import { operations, type Operation } from './operations.ts';
import type { Store } from './store.ts';

export type Request = Readonly<Record<string, unknown>>;

/** Dynalite, called in process. */
export class Engine {
  readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** Checks a request's shape and parses its expressions. Throws what AWS answers to a bad one. */
  parse(operation: Operation, request: Request): Record<string, unknown> {
    const { types, custom } = operations[operation].rules;
    try {
      const data = validations.checkTypes({ ...request }, types);
      validations.checkValidations(data, types, custom, this.store);
      return data;
    } catch (error) {
      throw asAwsError(error);
    }
  }

  /** Runs a parsed request of an operation that reads a range, or changes a table. */
  run(operation: Operation, data: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      operations[operation].action(this.store, data, (error, result) => {
        if (error) reject(asAwsError(error));
        else resolve(result);
      });
    });
  }

  /** Runs a parsed request of an operation that names its items, within this tick. */
  runNow(operation: Operation, data: object): unknown {
    const answers: { error: Error | null | undefined; result: unknown }[] = [];
    operations[operation].action(this.store, data, (error, result) => {
      answers.push({ error, result });
    });
    const [answer] = answers;
    if (!answer) throw new Error(`${operation} did not answer at once`);
    if (answer.error) throw asAwsError(answer.error);
    return answer.result;
  }

  /** The table, or ResourceNotFoundException. */
  table(name: unknown): Table {
    const table = typeof name === 'string' ? this.store.table(name) : undefined;
    if (table) return table;
    throw new AwsError(
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${String(name)} not found`,
    );
  }

  item(table: Table, key: string): Item | undefined {
    return this.store.items(table.TableName).get(key);
  }
}

/** Dynalite's errors carry AWS's answer; all others are passed on. */
export function asAwsError(error: unknown): Error {
  if (!isRefusal(error)) return error instanceof Error ? error : new Error(String(error));
  const { __type, message, Message } = error.body;
  return new AwsError(
    __type.slice(__type.indexOf('#') + 1),
    message ?? Message ?? '',
    error.statusCode,
  );
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}
