import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { startWithTables } from './table-fixture.ts';

let now = Date.parse('2026-01-01');
let tables: Awaited<ReturnType<typeof startWithTables>>;
beforeAll(async () => {
  tables = await startWithTables(() => now);
});
afterAll(() => tables.close());

const transact = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  tables.client.send(
    new TransactWriteItemsCommand({
      TransactItems,
      ReturnConsumedCapacity: 'TOTAL',
      ...(ClientRequestToken && { ClientRequestToken }),
    }),
  );
const stock = async (id: string) =>
  (await tables.client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: id } } })))
    .Item?.['stock']?.N;
const give = (id: string, count: number) =>
  tables.client.send(
    new PutItemCommand({
      TableName: 'orders',
      Item: { id: { S: id }, stock: { N: String(count) } },
    }),
  );
const take = (id: string, count: number): TransactWriteItem => ({
  Update: {
    TableName: 'orders',
    Key: { id: { S: id } },
    UpdateExpression: 'SET stock = stock - :count',
    ConditionExpression: 'stock >= :count',
    ExpressionAttributeValues: { ':count': { N: String(count) } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
const absent = (id: string): TransactWriteItem => ({
  ConditionCheck: {
    TableName: 'orders',
    Key: { id: { S: id } },
    ConditionExpression: 'attribute_not_exists(id)',
  },
});
const putNew = (id: string): TransactWriteItem => ({
  Put: { TableName: 'orders', Item: { id: { S: id }, stock: { N: '0' } } },
});

describe('a transaction', () => {
  it('does everything', async () => {
    await give('a', 5);
    await give('b', 5);
    const { ConsumedCapacity } = await transact([
      take('a', 2),
      putNew('made'),
      absent('none'),
      { Delete: { TableName: 'orders', Key: { id: { S: 'b' } } } },
    ]);
    expect([await stock('a'), await stock('made'), await stock('b')]).toEqual([
      '3',
      '0',
      undefined,
    ]);
    expect(ConsumedCapacity).toEqual([{ TableName: 'orders', CapacityUnits: 8 }]);
  });

  it('does nothing when one condition fails, and tells which, in the order of the actions', async () => {
    await give('plenty', 5);
    await give('scarce', 1);
    await expect(
      transact([take('plenty', 2), take('scarce', 2), putNew('unmade'), absent('plenty-2')]),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
        '[None, ConditionalCheckFailed, None, None]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { id: { S: 'scarce' }, stock: { N: '1' } },
        },
        { Code: 'None' },
        { Code: 'None' },
      ],
    });
    expect([await stock('plenty'), await stock('scarce'), await stock('unmade')]).toEqual([
      '5',
      '1',
      undefined,
    ]);
  });

  it('calls an update that cannot be done a ValidationError', async () => {
    await tables.client.send(
      new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'word' }, stock: { S: 'x' } } }),
    );
    const update = take('word', 1);
    delete update.Update?.ConditionExpression;
    await expect(transact([putNew('undone'), update])).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
    });
    expect(await stock('undone')).toBeUndefined();
  });

  it.each([
    ['no item twice', () => [take('a', 1), absent('a')]],
    ['at most 100 actions', () => Array.from({ length: 101 }, (_, n) => putNew(`n-${n}`))],
    [
      'at most 4 MB',
      () =>
        Array.from({ length: 12 }, (_, n) => ({
          Put: {
            TableName: 'orders',
            Item: { id: { S: `big-${n}` }, text: { S: 'x'.repeat(390_000) } },
          },
        })),
    ],
    [
      'a condition to check',
      () => [{ ConditionCheck: { TableName: 'orders', Key: { id: { S: 'a' } } } as never }],
    ],
    ['one action in an item', () => [{ ...putNew('two'), ...absent('one') }]],
  ])('takes %s', async (_rule, items) => {
    await expect(transact(items())).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await stock('big-0')).toBeUndefined();
  });

  it('knows no table that is not there', async () => {
    const put = { Put: { TableName: 'nowhere', Item: { id: { S: 'x' } } } };
    await expect(transact([put])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('happens once for a client token, within ten minutes', async () => {
    await give('once', 9);
    await transact([take('once', 1)], 'token');
    await transact([take('once', 1)], 'token');
    expect(await stock('once')).toBe('8');
    await expect(transact([take('once', 2)], 'token')).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
    now += 10 * 60 * 1000;
    await transact([take('once', 2)], 'token');
    expect(await stock('once')).toBe('6');
  });

  it('may be tried again with its token when it was cancelled', async () => {
    await give('later', 0);
    await expect(transact([take('later', 1)], 'again')).rejects.toThrow();
    await give('later', 1);
    await transact([take('later', 1)], 'again');
    expect(await stock('later')).toBe('0');
  });

  it('reads several items in the order asked', async () => {
    await give('read', 7);
    const get = (id: string) => ({ Get: { TableName: 'orders', Key: { id: { S: id } } } });
    const { Responses } = await tables.client.send(
      new TransactGetItemsCommand({ TransactItems: [get('missing'), get('read')] }),
    );
    expect(Responses).toEqual([{}, { Item: { id: { S: 'read' }, stock: { N: '7' } } }]);
  });
});
