import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDb } from './dynamodb.ts';
import { listen } from './listen.ts';

export const streamArn = 'arn:aws:kinesis:us-east-1:000000000000:stream/changes';

export interface FeedRecord {
  readonly eventName: string;
  readonly eventID: string;
  readonly userIdentity: unknown;
  readonly tableName: string;
  readonly dynamodb: Readonly<Record<string, unknown>> & {
    readonly Keys: { readonly id: { readonly S: string } };
    readonly NewImage?: Readonly<Record<string, unknown>>;
    readonly SizeBytes: number;
  };
}

/** A DynamoDB with the tables `orders` (key id) and `lines` (keys id and n, index by customer). */
export async function startWithTables(now?: () => number) {
  const fed: FeedRecord[] = [];
  const failures: Error[] = [];
  const emulator = await createDynamoDb({
    ...(now && { now }),
    putRecords(_streamArn, records) {
      const failure = failures.pop();
      if (failure) return Promise.reject(failure);
      fed.push(...records.map(({ data }) => JSON.parse(data.toString()) as FeedRecord));
      return Promise.resolve();
    },
  });
  const { config, close } = await listen(emulator);
  const client = new DynamoDBClient(config);
  await client.send(
    new CreateTableCommand({
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: 'lines',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'n', AttributeType: 'N' },
        { AttributeName: 'customer', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: (['ALL', 'KEYS_ONLY', 'INCLUDE'] as const).map((ProjectionType) => ({
        IndexName: `by-customer-${ProjectionType}`,
        KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' as const }],
        Projection: {
          ProjectionType,
          ...(ProjectionType === 'INCLUDE' && { NonKeyAttributes: ['amount'] }),
        },
      })),
    }),
  );
  return {
    client,
    fed,
    failures,
    async close() {
      client.destroy();
      await close();
    },
  };
}
