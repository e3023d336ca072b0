import {
  AddTagsToStreamCommand,
  CreateStreamCommand,
  DeleteStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  IncreaseStreamRetentionPeriodCommand,
  ListStreamsCommand,
  ListTagsForStreamCommand,
  RegisterStreamConsumerCommand,
  StartStreamEncryptionCommand,
} from '@aws-sdk/client-kinesis';
import { startKinesis } from './stream-fixture.ts';

let streams: Awaited<ReturnType<typeof startKinesis>>;
beforeAll(async () => {
  streams = await startKinesis();
});
afterAll(() => streams.close());

const summary = async (StreamName: string) =>
  (await streams.client.send(new DescribeStreamSummaryCommand({ StreamName })))
    .StreamDescriptionSummary;

describe('a stream', () => {
  it('is active at once, with its settings', async () => {
    const stream = { StreamName: 'orders' };
    await streams.client.send(
      new CreateStreamCommand({ ...stream, ShardCount: 2, Tags: { service: 'orders' } }),
    );
    await streams.client.send(new AddTagsToStreamCommand({ ...stream, Tags: { stage: 'test' } }));
    await streams.client.send(
      new IncreaseStreamRetentionPeriodCommand({ ...stream, RetentionPeriodHours: 168 }),
    );
    await streams.client.send(
      new StartStreamEncryptionCommand({ ...stream, EncryptionType: 'KMS', KeyId: 'alias/key' }),
    );
    expect(await summary('orders')).toMatchObject({
      StreamARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/orders',
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      OpenShardCount: 2,
      RetentionPeriodHours: 168,
      EncryptionType: 'KMS',
      KeyId: 'alias/key',
    });
    const { Tags } = await streams.client.send(new ListTagsForStreamCommand(stream));
    expect(Tags).toEqual([
      { Key: 'service', Value: 'orders' },
      { Key: 'stage', Value: 'test' },
    ]);
  });

  it('has four shards on demand, and answers to its ARN', async () => {
    await streams.client.send(
      new CreateStreamCommand({
        StreamName: 'on-demand',
        StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      }),
    );
    const StreamARN = (await summary('on-demand'))?.StreamARN;
    const describe = (limit: number, after?: string) =>
      streams.client.send(
        new DescribeStreamCommand({ StreamARN, Limit: limit, ExclusiveStartShardId: after }),
      );
    expect((await describe(10)).StreamDescription?.Shards).toHaveLength(4);
    const page = (await describe(1, 'shardId-000000000001')).StreamDescription;
    expect(page?.Shards?.map(({ ShardId }) => ShardId)).toEqual(['shardId-000000000002']);
    expect(page?.HasMoreShards).toBe(true);
  });

  it('is listed until it is deleted, and then starts anew', async () => {
    const stream = { StreamName: 'short-lived' };
    await streams.create('short-lived');
    await streams.put('short-lived', ['forgotten']);
    await expect(streams.create('short-lived')).rejects.toMatchObject({
      name: 'ResourceInUseException',
    });
    const list = async () => (await streams.client.send(new ListStreamsCommand())).StreamNames;
    expect(await list()).toContain('short-lived');
    await streams.client.send(new DeleteStreamCommand(stream));
    expect(await list()).not.toContain('short-lived');
    await expect(summary('short-lived')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await streams.create('short-lived');
    const { Records } = await streams.read(
      await streams.iterator('short-lived', 'shardId-000000000000'),
    );
    expect(Records).toEqual([]);
  });
});

it('refuses what it does not know, and CBOR', async () => {
  const command = new RegisterStreamConsumerCommand({ StreamARN: 'arn', ConsumerName: 'c' });
  await expect(streams.client.send(command)).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
  const answer = await streams.kinesis.handle({
    method: 'POST',
    url: '/',
    headers: {
      'x-amz-target': 'Kinesis_20131202.ListStreams',
      'content-type': 'application/x-amz-cbor-1.1',
    },
    body: Buffer.from([0xa0]),
  });
  expect(answer).toMatchObject({
    status: 400,
    body: expect.stringContaining('SerializationEx') as string,
  });
});
