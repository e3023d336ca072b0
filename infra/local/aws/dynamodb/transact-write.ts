import db from 'dynalite/db/index.js';
import { AwsError } from '../emulator.ts';
import type { Engine, Request } from './engine.ts';
import type { Change } from './store.ts';
import {
  itemOf,
  parseAction,
  perform,
  reasonOf,
  type Action,
  type CancellationReason,
} from './transaction.ts';
import { requestItems, transactionCapacity } from './transaction-request.ts';

const maxBytes = 4 * 1024 * 1024;

/** Does all of `TransactItems`, or none and throws TransactionCanceledException. */
export function transactWrite(engine: Engine, request: Request): unknown {
  const actions = requestItems(request).map((item) =>
    parseAction(engine, item, request['ReturnConsumedCapacity']),
  );
  refuseRepeatedItems(engine, actions);

  return engine.store.atomically((written) => {
    const results: unknown[] = [];
    const reasons = actions.map((action): CancellationReason => {
      try {
        results.push(perform(engine, action));
        return { Code: 'None' };
      } catch (error) {
        return reasonOf(error);
      }
    });
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
    refuseExcess(written);
    return transactionCapacity(
      request,
      actions.map(({ data }) => data),
      results,
    );
  });
}

function refuseRepeatedItems(engine: Engine, actions: readonly Action[]): void {
  const seen = new Set<string>();
  for (const action of actions) {
    const { table, key } = itemOf(engine, action);
    const name = `${table.TableName}/${key}`;
    if (seen.has(name)) {
      throw new AwsError(
        'ValidationException',
        'Transaction request cannot include multiple operations on one item',
      );
    }
    seen.add(name);
  }
}

function refuseExcess(written: readonly Change[]): void {
  const bytes = written.reduce((sum, { after }) => sum + (after ? db.itemSize(after) : 0), 0);
  if (bytes > maxBytes) {
    throw new AwsError(
      'ValidationException',
      'Aggregate size of all items in the transaction exceeds the limit of 4 MB',
    );
  }
}

function cancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}
