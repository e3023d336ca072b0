import db, { type Item } from 'dynalite/db/index.js';
import { AwsError } from '../emulator.ts';
import { asAwsError, type Engine, type Request } from './engine.ts';
import { withItem } from './item-writes.ts';

const operationOf = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  // Dynalite has no such operation; what it takes is what a delete takes.
  ConditionCheck: 'DeleteItem',
} as const;

type Kind = keyof typeof operationOf;

/** One action of a transaction, parsed. */
export interface Action {
  readonly kind: Kind;
  readonly request: Request;
  readonly data: Record<string, unknown>;
}

/** Why an action kept its transaction from happening, or `None`. */
export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

/** Parses one of `TransactItems`. Throws ValidationException when it is not exactly one action. */
export function parseAction(engine: Engine, item: Request, capacity: unknown): Action {
  const kinds = Object.keys(item).filter((kind): kind is Kind => Object.hasOwn(operationOf, kind));
  const [kind] = kinds;
  if (!kind || kinds.length > 1) {
    throw new AwsError(
      'ValidationException',
      'TransactItems can only contain one of Check, Put, Update or Delete',
    );
  }
  if (kind === 'ConditionCheck' && !(item[kind] as Request)['ConditionExpression']) {
    throw new AwsError('ValidationException', 'A ConditionCheck must have a ConditionExpression');
  }
  const request = { ...(item[kind] as Request), ReturnConsumedCapacity: capacity };
  return { kind, request, data: engine.parse(operationOf[kind], request) };
}

/** The table and key of the item that an action is about. Throws when the key does not fit. */
export function itemOf(engine: Engine, { kind, data }: Action) {
  const table = engine.table(data['TableName']);
  const key = (kind === 'Put' ? data['Item'] : data['Key']) as Item;
  const names = table.KeySchema.map((element) => element.AttributeName);
  const keyAlone = Object.fromEntries(Object.entries(key).filter(([name]) => names.includes(name)));
  const refusal = db.validateKey(kind === 'Put' ? keyAlone : key, table);
  if (refusal) throw asAwsError(refusal);
  return { table, key: db.createKey(key, table) };
}

/** Does the action. Throws AwsError, with the item if the condition failed and the caller asks. */
export function perform(engine: Engine, action: Action): unknown {
  const { table, key } = itemOf(engine, action);
  const present = engine.item(table, key);
  try {
    if (action.kind !== 'ConditionCheck') {
      return engine.runNow(operationOf[action.kind], action.data);
    }
    const refusal = db.checkConditional(action.data, present);
    if (refusal) throw asAwsError(refusal);
    return { ConsumedCapacity: { CapacityUnits: db.capacityUnits(present, false, true) } };
  } catch (error) {
    throw withItem(error, action.request, () => present);
  }
}

/** Puts an action's error into the words of a cancelled transaction; other errors are thrown. */
export function reasonOf(error: unknown): CancellationReason {
  if (error instanceof AwsError && error.type === 'ConditionalCheckFailedException') {
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...error.fields };
  }
  if (error instanceof AwsError && error.type === 'ValidationException') {
    return { Code: 'ValidationError', Message: error.message };
  }
  throw error;
}
