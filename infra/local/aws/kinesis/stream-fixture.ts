import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
  type GetRecordsCommandOutput,
  type GetShardIteratorCommandInput,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { listen } from '../dynamodb/listen.ts';
import { createKinesis } from './kinesis.ts';

/** A Kinesis with a client, and with what the tests do most. */
export async function startKinesis() {
  const kinesis = await createKinesis();
  const { config, close } = await listen(kinesis);
  const client = new KinesisClient({ ...config, requestHandler: new NodeHttpHandler() });

  const iterator = async (
    StreamName: string,
    ShardId: string,
    place: Partial<GetShardIteratorCommandInput> = {},
  ) => {
    const command = new GetShardIteratorCommand({
      StreamName,
      ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
      ...place,
    });
    return (await client.send(command)).ShardIterator;
  };

  return {
    kinesis,
    client,
    iterator,

    create: (StreamName: string, ShardCount = 1) =>
      client.send(new CreateStreamCommand({ StreamName, ShardCount })),

    put: (StreamName: string, texts: readonly string[]) =>
      client.send(
        new PutRecordsCommand({
          StreamName,
          Records: texts.map((text) => ({ PartitionKey: text, Data: Buffer.from(text) })),
        }),
      ),

    read: (ShardIterator: string | undefined, Limit?: number) =>
      client.send(new GetRecordsCommand({ ShardIterator, ...(Limit && { Limit }) })),

    shards: async (StreamName: string) =>
      (await client.send(new ListShardsCommand({ StreamName }))).Shards ?? [],

    async close() {
      client.destroy();
      await close();
    },
  };
}

export function texts({ Records = [] }: GetRecordsCommandOutput): string[] {
  return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
}
