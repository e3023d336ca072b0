import {
  TransactionCanceledException,
  type TransactionCanceledException as Cancelled,
} from '@aws-sdk/client-dynamodb';
import { Unavailable } from '@waybill/kernel/failure';
import { createTables, useEmbeddedAws } from '@waybill/testing/embedded';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { conformanceThings, type Thing } from '@waybill/testing/table-conformance';
import { describeTransactions } from '@waybill/testing/transactions-conformance';
import type { Aws } from './aws.ts';
import { createDynamoTable } from './dynamo-table.ts';
import { createDynamoTransactions } from './dynamo-transactions.ts';

const aws = useEmbeddedAws();

beforeAll(() => createTables(aws.platform(), [conformanceThings]));

describeTransactions('transactions in DynamoDB', () => ({
  things: createDynamoTable<Thing>(aws.platform(), conformanceThings.name),
  // The memory platform counts its ids: another one would be given tokens that were used.
  transactions: createDynamoTransactions(aws.platform()),
}));

describe('transactions that meet others', () => {
  const write = [{ kind: 'add' as const, table: 't', key: { id: 'a' }, amounts: { n: 1 } }];

  /** A DynamoDB that answers so many times that another transaction has the item. */
  function busy(times: number) {
    const tokens: unknown[] = [];
    const cancelled: Cancelled = new TransactionCanceledException({
      message: 'cancelled',
      $metadata: {},
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    });
    const send = ({ input }: { input: { ClientRequestToken?: string } }) => {
      tokens.push(input.ClientRequestToken);
      return tokens.length <= times ? Promise.reject(cancelled) : Promise.resolve({});
    };
    const platform = { ...createMemoryPlatform(), aws: { dynamo: { send } } as unknown as Aws };
    return { platform, tokens, transactions: createDynamoTransactions(platform) };
  }

  it('are tried again under the same token, and counted', async () => {
    const { platform, tokens, transactions } = busy(3);
    expect(await transactions.write(write)).toBe('stored');
    expect(tokens).toHaveLength(4);
    expect(new Set(tokens).size).toBe(1);
    expect((await platform.metrics.transactionConflicts.get()).values).toMatchObject([
      { value: 3 },
    ]);
  });

  it('wait with everything else that waits, if the others do not let go', async () => {
    await expect(busy(Infinity).transactions.write(write)).rejects.toThrow(Unavailable);
  });
});
