import { AwsError } from '../emulator.ts';
import type { Request } from './engine.ts';

/** A transaction's items. Throws ValidationException unless there are one to a hundred of them. */
export function requestItems(request: Request): readonly Request[] {
  const items = request['TransactItems'];
  if (!Array.isArray(items) || items.length < 1 || items.length > 100) {
    const bound = Array.isArray(items) && items.length > 100 ? 'less' : 'greater';
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: " +
        `Member must have length ${bound} than or equal to ${bound === 'less' ? 100 : 1}`,
    );
  }
  return items as readonly Request[];
}

/** The transaction's capacity by table, if asked for: it costs twice what its actions cost. */
export function transactionCapacity(
  request: Request,
  actions: readonly Request[],
  results: readonly unknown[],
): { ConsumedCapacity?: readonly unknown[] } {
  const wanted = request['ReturnConsumedCapacity'];
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return {};
  const units = new Map<unknown, number>();
  actions.forEach(({ TableName }, index) => {
    const result = results[index] as { ConsumedCapacity?: { CapacityUnits: number } };
    const cost = 2 * (result.ConsumedCapacity?.CapacityUnits ?? 0);
    units.set(TableName, (units.get(TableName) ?? 0) + cost);
  });
  return {
    ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({
      TableName,
      CapacityUnits,
    })),
  };
}
