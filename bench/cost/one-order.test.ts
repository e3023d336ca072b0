import { measure } from './measurement.ts';
import { totalOf } from './tally.ts';

/** Calls of one order that shares no batch with another. Polls and checkpoints depend on timing, and have some room. */
const budget: Readonly<Record<string, number>> = {
  'dynamodb BatchGetItem': 5,
  'dynamodb DeleteItem': 1,
  'dynamodb GetItem': 9,
  'dynamodb PutItem': 23,
  // The gateway asks who watches: an order has three statuses, and two topics.
  'dynamodb Query': 6,
  'dynamodb PutItem leases': 30,
  'dynamodb TransactWriteItems': 6,
  'events PutEvents': 11,
  'http call': 2,
  'kinesis GetRecords': 34,
  'kinesis PutRecords': 3,
  'ses SendEmail': 2,
  'sqs DeleteMessageBatch': 24,
  'sqs ReceiveMessage': 24,
  'sqs SendMessageBatch': 3,
};

it('an order alone keeps to its budget', async () => {
  const { caused } = await measure(1, { concurrency: 1, standingMs: 1 });
  const calls: Record<string, number> = {};
  for (const { api, operation, resource, calls: count } of caused) {
    const isCheckpoint = resource === 'leases';
    const name = `${api} ${operation}${isCheckpoint ? ' leases' : ''}`;
    calls[name] = (calls[name] ?? 0) + count;
  }
  const over = Object.entries(calls).filter(([name, count]) => count > (budget[name] ?? 0));
  expect(over).toEqual([]);
  const { busEvents, change } = totalOf(caused).units;
  expect({ busEvents, change }).toEqual({ busEvents: 11, change: 24 });
}, 120_000);
