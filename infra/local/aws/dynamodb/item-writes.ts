import db, { type Item } from 'dynalite/db/index.js';
import { AwsError } from '../emulator.ts';
import type { Engine, Request } from './engine.ts';

type Write = 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** Puts, updates or deletes one item, and shows it when the condition fails and the caller asks. */
export function writeItem(engine: Engine, operation: Write, request: Request): unknown {
  const data = engine.parse(operation, request);
  try {
    return engine.runNow(operation, data);
  } catch (error) {
    throw withItem(error, request, () => {
      const table = engine.table(data['TableName']);
      return engine.item(table, db.createKey((data['Key'] ?? data['Item']) as Item, table));
    });
  }
}

/** The error, with the item that failed its condition if the request asks for it. */
export function withItem(
  error: unknown,
  request: Request,
  find: () => Item | undefined,
): AwsError | Error {
  if (!(error instanceof AwsError)) return error instanceof Error ? error : Error(String(error));
  if (error.type !== 'ConditionalCheckFailedException') return error;
  const item = request['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' ? find() : undefined;
  return item ? new AwsError(error.type, error.message, error.status, { Item: item }) : error;
}
