import type { Refusal } from 'kinesalite/db/index.js';
import validations from 'kinesalite/validations/index.js';
import { AwsError } from '../emulator.ts';
import { operations, type Operation } from './operations.ts';
import { Store } from './store.ts';

export type Request = Readonly<Record<string, unknown>>;

/** Kinesalite, called in process. */
export class Engine {
  readonly store = new Store();

  /** Checks a request's shape. Throws what AWS answers to a bad one. */
  parse(operation: Operation, request: Request): Record<string, unknown> {
    const { types, custom } = operations[operation].rules;
    const data = validations.checkTypes({ ...request }, types);
    validations.checkValidations(data, types, custom);
    return data;
  }

  /** Runs a parsed request. */
  run(operation: Operation, data: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      operations[operation].action(this.store, data, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
  }
}

/** Kinesalite's errors carry AWS's answer; all others are passed on. */
export function asAwsError(error: unknown): unknown {
  if (!isRefusal(error)) return error;
  const { __type, message, Message } = error.body;
  return new AwsError(__type, message ?? Message ?? '', error.statusCode);
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}
