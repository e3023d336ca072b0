import {
  DeleteItemCommand,
  DescribeKinesisStreamingDestinationCommand,
  DisableKinesisStreamingDestinationCommand,
  EnableKinesisStreamingDestinationCommand,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateKinesisStreamingDestinationCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { startWithTables, streamArn } from './table-fixture.ts';
import { until } from './until.ts';

const destination = { TableName: 'orders', StreamArn: streamArn };
let now: number;
let tables: Awaited<ReturnType<typeof startWithTables>>;
beforeEach(async () => {
  now = Date.parse('2026-01-01');
  tables = await startWithTables(() => now);
  await tables.client.send(new EnableKinesisStreamingDestinationCommand(destination));
});
afterEach(() => tables.close());

const put = (id: string, amount: number) =>
  tables.client.send(
    new PutItemCommand({
      TableName: 'orders',
      Item: { id: { S: id }, amount: { N: String(amount) } },
    }),
  );
const add = (id: string, by: number) =>
  tables.client.send(
    new UpdateItemCommand({
      TableName: 'orders',
      Key: { id: { S: id } },
      UpdateExpression: 'ADD amount :by',
      ExpressionAttributeValues: { ':by': { N: String(by) } },
    }),
  );
const fedCount = (count: number) => until(() => tables.fed.length >= count && tables.fed);

describe('the Kinesis feed', () => {
  it('tells inserts, modifications and removals in the words of AWS', async () => {
    await put('o-1', 1);
    await add('o-1', 2);
    await tables.client.send(
      new DeleteItemCommand({ TableName: 'orders', Key: { id: { S: 'o-1' } } }),
    );
    const one = { id: { S: 'o-1' }, amount: { N: '1' } };
    const three = { id: { S: 'o-1' }, amount: { N: '3' } };
    const common = {
      awsRegion: 'us-east-1',
      eventID: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      userIdentity: null,
      recordFormat: 'application/json',
      tableName: 'orders',
      eventSource: 'aws:dynamodb',
    };
    const about = {
      ApproximateCreationDateTime: now,
      Keys: { id: { S: 'o-1' } },
      SizeBytes: expect.any(Number) as number,
    };
    expect(await fedCount(3)).toEqual([
      { ...common, eventName: 'INSERT', dynamodb: { ...about, NewImage: one } },
      { ...common, eventName: 'MODIFY', dynamodb: { ...about, NewImage: three, OldImage: one } },
      { ...common, eventName: 'REMOVE', dynamodb: { ...about, OldImage: three } },
    ]);
  });

  it('says nothing of a write that changes nothing', async () => {
    await put('same', 1);
    await put('same', 1);
    await add('same', 0);
    await tables.client.send(
      new DeleteItemCommand({ TableName: 'orders', Key: { id: { S: 'never' } } }),
    );
    await put('last', 1);
    const ids = (await fedCount(2)).map(({ dynamodb }) => dynamodb.Keys.id.S);
    expect(ids).toEqual(['same', 'last']);
  });

  it('tells a transaction whole, and a cancelled one not at all', async () => {
    const putItem = (id: string, ConditionExpression?: string) => ({
      Put: {
        TableName: 'orders',
        Item: { id: { S: id } },
        ...(ConditionExpression && { ConditionExpression }),
      },
    });
    const write = (...TransactItems: ReturnType<typeof putItem>[]) =>
      tables.client.send(new TransactWriteItemsCommand({ TransactItems }));
    await expect(write(putItem('x'), putItem('y', 'attribute_exists(id)'))).rejects.toThrow();
    await write(putItem('a'), putItem('b'));
    const ids = (await fedCount(2)).map(({ dynamodb }) => dynamodb.Keys.id.S);
    expect(ids).toEqual(['a', 'b']);
  });

  it('names DynamoDB as the one who removed an expired item', async () => {
    await tables.client.send(
      new UpdateTimeToLiveCommand({
        TableName: 'orders',
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      }),
    );
    const lasts = (id: string, seconds: number) =>
      tables.client.send(
        new PutItemCommand({
          TableName: 'orders',
          Item: { id: { S: id }, expiresAt: { N: String(now / 1000 + seconds) } },
        }),
      );
    await lasts('short', 60);
    await lasts('long', 600);
    now += 61_000;
    const removal = await until(() => tables.fed.find(({ eventName }) => eventName === 'REMOVE'));
    expect(removal).toMatchObject({
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { Keys: { id: { S: 'short' } } },
    });
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: 'orders' }));
    expect(Items.map(({ id }) => id?.S)).toEqual(['long']);
  });

  it('is exact under 200 concurrent writes', async () => {
    const writes = Array.from({ length: 200 }, (_, n) => add(`item-${n % 20}`, 1 + (n % 7)));
    await Promise.all(writes);
    const fed = await fedCount(200);
    const last = new Map(fed.map(({ dynamodb }) => [dynamodb.Keys.id.S, dynamodb.NewImage]));
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: 'orders' }));
    expect(last).toEqual(new Map(Items.map((item) => [item['id']?.S, item])));

    const previous = new Map<string, unknown>();
    for (const { dynamodb } of fed) {
      expect(dynamodb['OldImage']).toEqual(previous.get(dynamodb.Keys.id.S));
      previous.set(dynamodb.Keys.id.S, dynamodb.NewImage);
    }
    expect(new Set(fed.map(({ eventID }) => eventID)).size).toBe(200);
  });

  it('tries again what the stream refused, and loses nothing', async () => {
    tables.failures.push(new Error('no such stream'), new Error('no such stream'));
    await put('o-1', 1);
    await put('o-2', 2);
    const ids = (await fedCount(2)).map(({ dynamodb }) => dynamodb.Keys.id.S);
    expect(ids).toEqual(['o-1', 'o-2']);
  });

  it('ends when it is disabled', async () => {
    const enable = () =>
      tables.client.send(new EnableKinesisStreamingDestinationCommand(destination));
    await expect(enable()).rejects.toMatchObject({ name: 'ValidationException' });
    await tables.client.send(new DisableKinesisStreamingDestinationCommand(destination));
    await put('unheard', 1);
    await enable();
    await put('heard', 1);
    const ids = (await fedCount(1)).map(({ dynamodb }) => dynamodb.Keys.id.S);
    expect(ids).toEqual(['heard']);
  });

  it('tells the time in microseconds when asked', async () => {
    await tables.client.send(
      new UpdateKinesisStreamingDestinationCommand({
        ...destination,
        UpdateKinesisStreamingConfiguration: {
          ApproximateCreationDateTimePrecision: 'MICROSECOND',
        },
      }),
    );
    await put('o-1', 1);
    expect((await fedCount(1))[0]?.dynamodb).toMatchObject({
      ApproximateCreationDateTime: now * 1000,
      ApproximateCreationDateTimePrecision: 'MICROSECOND',
    });
    const described = new DescribeKinesisStreamingDestinationCommand({ TableName: 'orders' });
    expect(await tables.client.send(described)).toMatchObject({
      KinesisDataStreamDestinations: [
        {
          StreamArn: streamArn,
          DestinationStatus: 'ACTIVE',
          ApproximateCreationDateTimePrecision: 'MICROSECOND',
        },
      ],
    });
  });
});
