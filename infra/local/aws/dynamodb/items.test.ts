import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { startWithTables } from './table-fixture.ts';

let tables: Awaited<ReturnType<typeof startWithTables>>;
beforeAll(async () => {
  tables = await startWithTables();
});
afterAll(() => tables.close());

const put = (Item: Record<string, AttributeValue>, TableName = 'orders') =>
  tables.client.send(new PutItemCommand({ TableName, Item }));

describe('a failed condition', () => {
  const condition = {
    TableName: 'orders',
    ConditionExpression: 'attribute_not_exists(id)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  const present = { id: { S: 'present' }, version: { N: '3' } };
  beforeAll(() => put(present));

  it.each([
    ['put', () => new PutItemCommand({ ...condition, Item: { id: { S: 'present' } } })],
    ['update', () => new UpdateItemCommand({ ...condition, Key: { id: { S: 'present' } } })],
    ['delete', () => new DeleteItemCommand({ ...condition, Key: { id: { S: 'present' } } })],
  ])('shows the item to a %s', async (_name, command) => {
    const failure = tables.client.send<never, never>(command() as never);
    await expect(failure).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: present,
    });
    await expect(failure).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  it('shows nothing unless asked', async () => {
    const command = new PutItemCommand({
      ...condition,
      ReturnValuesOnConditionCheckFailure: 'NONE',
      Item: { id: { S: 'present' } },
    });
    await expect(tables.client.send(command)).rejects.not.toHaveProperty('Item', present);
  });
});

describe('a query', () => {
  const lines = Array.from({ length: 9 }, (_, n) => ({
    id: { S: `order-${n % 3}` },
    n: { N: String(n) },
    customer: { S: 'cust-1' },
    amount: { N: String(n * 100) },
    note: { S: '' },
  }));
  beforeAll(() =>
    tables.client.send(
      new BatchWriteItemCommand({
        RequestItems: { lines: lines.map((Item) => ({ PutRequest: { Item } })) },
      }),
    ),
  );

  const byCustomer = (projection: string) => ({
    TableName: 'lines',
    IndexName: `by-customer-${projection}`,
    KeyConditionExpression: 'customer = :customer',
    ExpressionAttributeValues: { ':customer': { S: 'cust-1' } },
  });

  it.each([
    ['ALL', ['amount', 'customer', 'id', 'n', 'note']],
    ['KEYS_ONLY', ['customer', 'id', 'n']],
    ['INCLUDE', ['amount', 'customer', 'id', 'n']],
  ])('of an index shows what it projects: %s', async (projection, names) => {
    const { Items = [] } = await tables.client.send(new QueryCommand(byCustomer(projection)));
    expect(Items).toHaveLength(9);
    expect(Object.keys(Items[0] ?? {}).sort()).toEqual(names);
  });

  it('counts, without items', async () => {
    const query = new QueryCommand({ ...byCustomer('KEYS_ONLY'), Select: 'COUNT' });
    const answer = await tables.client.send(query);
    expect(answer.Count).toBe(9);
    expect(answer).not.toHaveProperty('Items');
  });

  it.each([true, false])(
    'of an index reads every item once, by page (forward: %s)',
    async (ahead) => {
      const seen: unknown[] = [];
      let start: Record<string, AttributeValue> | undefined;
      do {
        const page = await tables.client.send(
          new QueryCommand({
            ...byCustomer('ALL'),
            Limit: 2,
            ScanIndexForward: ahead,
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
        seen.push(...(page.Items ?? []).map(({ n }) => Number(n?.N)));
        start = page.LastEvaluatedKey;
      } while (start);
      expect(seen.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    },
  );

  it('reads a partition backwards, filtered and projected', async () => {
    const { Items, ScannedCount } = await tables.client.send(
      new QueryCommand({
        TableName: 'lines',
        KeyConditionExpression: 'id = :id AND n > :n',
        FilterExpression: 'amount <> :amount',
        ProjectionExpression: 'n',
        ScanIndexForward: false,
        ExpressionAttributeValues: {
          ':id': { S: 'order-2' },
          ':n': { N: '1' },
          ':amount': { N: '500' },
        },
      }),
    );
    expect(Items).toEqual([{ n: { N: '8' } }, { n: { N: '2' } }]);
    expect(ScannedCount).toBe(3);
  });

  it('follows an item that moves within an index', async () => {
    const key = { id: { S: 'order-0' }, n: { N: '0' } };
    const move = (customer: string) =>
      tables.client.send(
        new UpdateItemCommand({
          TableName: 'lines',
          Key: key,
          UpdateExpression: 'SET customer = :customer',
          ExpressionAttributeValues: { ':customer': { S: customer } },
        }),
      );
    await move('cust-2');
    expect((await tables.client.send(new QueryCommand(byCustomer('ALL')))).Count).toBe(8);
    await move('cust-1');
    expect((await tables.client.send(new QueryCommand(byCustomer('ALL')))).Count).toBe(9);
  });

  it('of thousands of equal index keys misses none', async () => {
    const items = Array.from({ length: 3_000 }, (_, n) => ({
      id: { S: `many-${n}` },
      n: { N: '1' },
      customer: { S: 'cust-many' },
    }));
    for (let start = 0; start < items.length; start += 25) {
      const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
      await tables.client.send(new BatchWriteItemCommand({ RequestItems: { lines: requests } }));
    }
    const { Count } = await tables.client.send(
      new QueryCommand({
        ...byCustomer('KEYS_ONLY'),
        Select: 'COUNT',
        ExpressionAttributeValues: { ':customer': { S: 'cust-many' } },
      }),
    );
    expect(Count).toBe(3_000);
  });
});

describe('an item', () => {
  it('keeps its numbers exact and costs what it weighs', async () => {
    await put({ id: { S: 'exact' }, n: { N: '12345678901234567890.10' } });
    const answer = await tables.client.send(
      new GetItemCommand({
        TableName: 'arn:aws:dynamodb:us-east-1:000000000000:table/orders',
        Key: { id: { S: 'exact' } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(answer.Item?.['n']).toEqual({ N: '12345678901234567890.1' });
    expect(answer.ConsumedCapacity).toEqual({ TableName: 'orders', CapacityUnits: 0.5 });
  });

  it('is found by a scan in segments exactly once', async () => {
    const segments = [0, 1, 2, 3].map((Segment) =>
      tables.client.send(new ScanCommand({ TableName: 'lines', Segment, TotalSegments: 4 })),
    );
    const counts = (await Promise.all(segments)).map(({ Count = 0 }) => Count);
    const { Count } = await tables.client.send(new ScanCommand({ TableName: 'lines' }));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Count);
  });
});
