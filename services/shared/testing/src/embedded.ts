import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from '@waybill/contracts/resources';
import { createAws } from '@waybill/runtime/aws';
import { pause } from '@waybill/runtime/backoff';
import type { Platform } from '@waybill/runtime/platform';
import { startEmbeddedAws, type EmbeddedAws } from '../../../../infra/local/aws/embedded-aws.ts';
import { createMemoryPlatform } from './memory-platform.ts';

const local = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
};

/** Runs the embedded AWS around the tests of a file, empty at the start, and points the SDK's environment at it. */
export function useEmbeddedAws(): { platform(): Platform } {
  let embedded: EmbeddedAws | undefined;
  let platform: Platform | undefined;

  beforeAll(async () => {
    embedded = await startEmbeddedAws({ port: 0 });
    Object.assign(process.env, local, { AWS_ENDPOINT_URL: embedded.endpoint });
    platform = { ...createMemoryPlatform(), aws: createAws(), now: () => new Date(), sleep: pause };
  });

  afterAll(async () => {
    platform?.aws.close();
    await embedded?.stop();
    for (const setting of ['AWS_ENDPOINT_URL', ...Object.keys(local)])
      Reflect.deleteProperty(process.env, setting);
  });

  return {
    /** The memory platform's ids and numbers, with real AWS clients and the real clock. */
    platform: () => {
      if (!platform) throw new Error('the embedded AWS runs only within tests and their hooks');
      return platform;
    },
  };
}

/** Creates the tables in whatever AWS the environment names: keys and indexes alone. */
export async function createTables(
  { name }: Pick<Platform, 'name'>,
  definitions: readonly TableDefinition[],
): Promise<void> {
  const client = new DynamoDBClient();
  await Promise.all(
    definitions.map((definition) =>
      client.send(
        new CreateTableCommand({ ...shapeOf(definition), TableName: name(definition.name) }),
      ),
    ),
  );
  client.destroy();
}

function shapeOf({ partitionKey, sortKey, indexes = [] }: TableDefinition) {
  const types = new Map<string, 'S' | 'N'>([
    ...indexes.flatMap((index) =>
      [index.partitionKey, index.sortKey].map((n) => [n, 'S'] as const),
    ),
    [partitionKey, 'S'],
    ...(sortKey ? [[sortKey.name, sortKey.type] as const] : []),
  ]);
  const attributes = [...types];
  return {
    BillingMode: 'PAY_PER_REQUEST' as const,
    KeySchema: keySchema(partitionKey, sortKey?.name),
    AttributeDefinitions: attributes.map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'ALL' as const },
      })),
    }),
  };
}

function keySchema(partitionKey: string, sortKey?: string) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    ...(sortKey ? [{ AttributeName: sortKey, KeyType: 'RANGE' as const }] : []),
  ];
}
