import type { Engine, Request } from './engine.ts';
import { requestItems, transactionCapacity } from './transaction-request.ts';

/** Reads up to a hundred items as they are at one moment. */
export function transactGet(engine: Engine, request: Request): unknown {
  const gets = requestItems(request).map((item) =>
    engine.parse('GetItem', {
      ...(item['Get'] as Request | undefined),
      ConsistentRead: true,
      ReturnConsumedCapacity: request['ReturnConsumedCapacity'],
    }),
  );
  const results = gets.map((get) => engine.runNow('GetItem', get) as { Item?: unknown });
  return {
    Responses: results.map(({ Item }) => ({ Item })),
    ...transactionCapacity(request, gets, results),
  };
}
