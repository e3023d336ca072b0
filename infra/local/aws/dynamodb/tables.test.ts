import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { startWithTables } from './table-fixture.ts';

let tables: Awaited<ReturnType<typeof startWithTables>>;
beforeAll(async () => {
  tables = await startWithTables();
});
afterAll(() => tables.close());

const create = (TableName: string) =>
  tables.client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      DeletionProtectionEnabled: true,
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      OnDemandThroughput: { MaxWriteRequestUnits: 10 },
      SSESpecification: { Enabled: true },
      Tags: [{ Key: 'service', Value: 'orders' }],
    }),
  );

describe('a table', () => {
  it('is active at once, with its settings', async () => {
    expect((await create('new-table')).TableDescription).toMatchObject({
      TableStatus: 'ACTIVE',
      TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/new-table',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      DeletionProtectionEnabled: true,
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      SSEDescription: { Status: 'ENABLED' },
    });
    await expect(create('new-table')).rejects.toMatchObject({ name: 'ResourceInUseException' });
  });

  it('carries tags', async () => {
    const ResourceArn = (await create('tagged')).TableDescription?.TableArn;
    const tags = async () =>
      (await tables.client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags;
    expect(await tags()).toEqual([{ Key: 'service', Value: 'orders' }]);
    await tables.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['service'] }));
    expect(await tags()).toEqual([]);
  });

  it('is deleted only when it is not protected', async () => {
    const table = { TableName: 'protected' };
    await create(table.TableName);
    const remove = () => tables.client.send(new DeleteTableCommand(table));
    await expect(remove()).rejects.toMatchObject({ name: 'ValidationException' });
    await tables.client.send(
      new UpdateTableCommand({ ...table, DeletionProtectionEnabled: false }),
    );
    await remove();
    expect((await tables.client.send(new ListTablesCommand())).TableNames).not.toContain(
      'protected',
    );
    await expect(tables.client.send(new DescribeTableCommand(table))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('remembers point-in-time recovery', async () => {
    const table = { TableName: 'orders' };
    const recovery = async () =>
      (await tables.client.send(new DescribeContinuousBackupsCommand(table)))
        .ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    expect(await recovery()).toBe('DISABLED');
    await tables.client.send(
      new UpdateContinuousBackupsCommand({
        ...table,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );
    expect(await recovery()).toBe('ENABLED');
  });
});

it('names an operation that it does not know', async () => {
  const command = new ExecuteStatementCommand({ Statement: 'SELECT * FROM orders' });
  await expect(tables.client.send(command)).rejects.toMatchObject({
    name: 'UnknownOperationException',
    $metadata: { httpStatusCode: 400 },
  });
});
