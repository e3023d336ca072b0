import {
  CreateTableCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTimeToLiveCommand,
  EnableKinesisStreamingDestinationCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  type CreateTableCommandInput,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from '@waybill/contracts/resources';
import { pause } from '@waybill/runtime/backoff';
import { unlessPresent, type Provisioning } from './clients.ts';

/** Creates the tables, and has their changes told to the streams. */
export async function provisionTables(
  aws: Provisioning,
  tables: readonly TableDefinition[],
  streams: ReadonlyMap<string, string>,
): Promise<void> {
  await Promise.all(tables.map((table) => provisionTable(aws, table, streams)));
}

async function provisionTable(
  { dynamo, name }: Provisioning,
  table: TableDefinition,
  streams: ReadonlyMap<string, string>,
): Promise<void> {
  const TableName = name(table.name);
  const create = new CreateTableCommand({ TableName, ...shapeOf(table) });
  await unlessPresent(() => dynamo.send(create), 'ResourceInUseException');
  await waitUntilTableExists(
    { client: dynamo, maxWaitTime: 60, minDelay: 1, maxDelay: 3 },
    { TableName },
  );
  if (table.timeToLive) {
    const answer = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
    if (answer.TimeToLiveDescription?.TimeToLiveStatus !== 'ENABLED') {
      const TimeToLiveSpecification = { AttributeName: table.timeToLive, Enabled: true };
      await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    }
  }
  if (table.changesTo) {
    const StreamArn = streams.get(table.changesTo);
    if (!StreamArn) throw new Error(`${table.name}: no stream ${table.changesTo}`);
    const { KinesisDataStreamDestinations: destinations = [] } = await dynamo.send(
      new DescribeKinesisStreamingDestinationCommand({ TableName }),
    );
    const isOn = destinations.some(
      (destination) =>
        destination.StreamArn === StreamArn &&
        ['ACTIVE', 'ENABLING'].includes(destination.DestinationStatus ?? ''),
    );
    if (!isOn) {
      await dynamo.send(new EnableKinesisStreamingDestinationCommand({ TableName, StreamArn }));
      await untilFed(dynamo, TableName);
    }
  }
}

/** What is written before the destination is active may never reach the stream. */
async function untilFed(dynamo: Provisioning['dynamo'], TableName: string): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const { KinesisDataStreamDestinations: destinations = [] } = await dynamo.send(
      new DescribeKinesisStreamingDestinationCommand({ TableName }),
    );
    if (destinations.some(({ DestinationStatus }) => DestinationStatus === 'ACTIVE')) return;
    await pause(1_000);
  }
  throw new Error(`${TableName}: its changes are not told to the stream after a minute`);
}

/** The table as `CreateTable` takes it: on demand, indexes with keys alone. */
function shapeOf({
  partitionKey,
  sortKey,
  indexes = [],
}: TableDefinition): Omit<CreateTableCommandInput, 'TableName'> {
  const types = new Map<string, 'S' | 'N'>([[partitionKey, 'S']]);
  if (sortKey) types.set(sortKey.name, sortKey.type);
  for (const index of indexes) {
    types.set(index.partitionKey, 'S');
    types.set(index.sortKey, 'S');
  }
  return {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: keysOf(partitionKey, sortKey?.name),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keysOf(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: index.projects ?? 'KEYS_ONLY' },
      })),
    }),
  };
}

function keysOf(partition: string, sort: string | undefined): KeySchemaElement[] {
  const keys: KeySchemaElement[] = [{ AttributeName: partition, KeyType: 'HASH' }];
  return sort === undefined ? keys : [...keys, { AttributeName: sort, KeyType: 'RANGE' }];
}
