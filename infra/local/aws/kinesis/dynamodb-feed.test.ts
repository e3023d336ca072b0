import { createDynamoDb } from '../dynamodb/dynamodb.ts';
import { listen } from '../dynamodb/listen.ts';
import {
  BatchGetItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  EnableKinesisStreamingDestinationCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { startKinesis, texts } from './stream-fixture.ts';

it('carries the changes of a table into a stream, also into one that is made later', async () => {
  const streams = await startKinesis();
  const dynamoDb = await createDynamoDb({
    putRecords: (arn, records) => streams.kinesis.putRecords(arn.split('/')[1] ?? '', records),
  });
  const { config, close } = await listen(dynamoDb);
  const client = new DynamoDBClient(config);
  const table = { TableName: 'orders' };
  await client.send(
    new CreateTableCommand({
      ...table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  const StreamArn = 'arn:aws:kinesis:us-east-1:000000000000:stream/changes';
  await client.send(new EnableKinesisStreamingDestinationCommand({ ...table, StreamArn }));
  const ids = Array.from({ length: 60 }, (_, n) => `order-${n}`);
  await Promise.all(
    ids.map((id) => client.send(new PutItemCommand({ ...table, Item: { id: { S: id } } }))),
  );
  await streams.create('changes', 2);

  const read: string[] = [];
  const places = await Promise.all(
    (await streams.shards('changes')).map(({ ShardId = '' }) =>
      streams.iterator('changes', ShardId),
    ),
  );
  while (read.length < ids.length) {
    for (const [index, place] of places.entries()) {
      const page = await streams.read(place);
      read.push(...texts(page));
      places[index] = page.NextShardIterator;
    }
  }
  const keys = read.map((text) => (JSON.parse(text) as Change).dynamodb.Keys.id.S);
  expect(keys.sort()).toEqual([...ids].sort());

  const Keys = ids.map((id) => ({ id: { S: id } }));
  const { Responses } = await client.send(
    new BatchGetItemCommand({ RequestItems: { orders: { Keys } } }),
  );
  expect(Responses?.['orders']).toHaveLength(60);
  client.destroy();
  await Promise.all([close(), streams.close()]);
});

interface Change {
  readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } } };
}
