import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '@waybill/kernel/failure';
import { backoffMs } from './backoff.ts';
import type { Platform } from './platform.ts';
import type { Transactions } from './transactions.ts';
import { actionOf } from './write-action.ts';

const attempts = 12;

/** Transactions in DynamoDB. */
export function createDynamoTransactions(platform: Platform): Transactions {
  const { aws, metrics, name, newId, random, sleep } = platform;
  return {
    async write(writes) {
      const TransactItems = writes.map((write) => actionOf(write, name));
      // One token for all attempts: a reply that was lost does not make it happen twice.
      const ClientRequestToken = newId();
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        try {
          await aws.dynamo.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));
          return 'stored';
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
          const reasons = error.CancellationReasons ?? [];
          if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return 'refused';
          const wrong = reasons.find(({ Code }) => Code === 'ValidationError');
          if (wrong) {
            throw new Error(`transaction refused: ${wrong.Message ?? 'validation error'}`, {
              cause: error,
            });
          }
          metrics.transactionConflicts.inc();
          await sleep(backoffMs(attempt, { baseMs: 10, capMs: 500, random }));
        }
      }
      throw new Unavailable('other transactions keep the items');
    },
  };
}
