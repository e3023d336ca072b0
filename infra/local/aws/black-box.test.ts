import {
  CreateTableCommand,
  DynamoDBClient,
  EnableKinesisStreamingDestinationCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DescribeReplayCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateStreamCommand,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
} from '@aws-sdk/client-kinesis';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SendEmailCommand, SESClient, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';

import { startEmbeddedAws, type EmbeddedAws } from './embedded-aws.ts';

let aws: EmbeddedAws;
let sqs: SQSClient;
let eventBridge: EventBridgeClient;
let dynamodb: DynamoDBClient;
let kinesis: KinesisClient;
let s3: S3Client;
let ses: SESClient;

beforeAll(async () => {
  aws = await startEmbeddedAws({ port: 0 });
  const config = {
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  sqs = new SQSClient(config);
  eventBridge = new EventBridgeClient(config);
  dynamodb = new DynamoDBClient(config);
  kinesis = new KinesisClient({ ...config, requestHandler: new NodeHttpHandler() });
  s3 = new S3Client(config);
  ses = new SESClient(config);
});

afterAll(async () => {
  for (const client of [sqs, eventBridge, dynamodb, kinesis, s3, ses]) client.destroy();
  await aws.stop();
});

async function queue(QueueName: string, Attributes: Record<string, string> = {}) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return { url: String(QueueUrl), arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` };
}

/** Waits for one message and takes it from the queue. */
async function next(url: string) {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      WaitTimeSeconds: 20,
      MessageAttributeNames: ['All'],
    }),
  );
  const message = Messages?.[0];
  if (!message) throw new Error(`Nothing came to ${url}`);
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
  return { ...message, event: JSON.parse(String(message.Body)) as Record<string, unknown> };
}

async function rule(bus: string, name: string, pattern: object, target: string, dead?: string) {
  const EventPattern = JSON.stringify(pattern);
  await eventBridge.send(new PutRuleCommand({ EventBusName: bus, Name: name, EventPattern }));
  await eventBridge.send(
    new PutTargetsCommand({
      EventBusName: bus,
      Rule: name,
      Targets: [{ Id: 'queue', Arn: target, ...(dead && { DeadLetterConfig: { Arn: dead } }) }],
    }),
  );
}

const publish = (bus: string, DetailType: string, detail: object) =>
  eventBridge.send(
    new PutEventsCommand({
      Entries: [
        { EventBusName: bus, Source: 'order-service', DetailType, Detail: JSON.stringify(detail) },
      ],
    }),
  );

/** Repeats a question until the answer is the one awaited. */
async function until<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
  }
}

it('brings a matching event from a bus to a queue, and one without a queue to the dead letters', async () => {
  const orders = await queue('orders');
  const dead = await queue('orders-dead');
  await eventBridge.send(new CreateEventBusCommand({ Name: 'shop' }));
  await rule('shop', 'large', { detail: { total: [{ numeric: ['>', 100] }] } }, orders.arn);
  await rule('shop', 'lost', { detail: { total: [500] } }, `${orders.arn}-none`, dead.arn);

  await publish('shop', 'OrderPlaced', { total: 50 });
  await publish('shop', 'OrderPlaced', { total: 500 });
  expect((await next(orders.url)).event).toMatchObject({
    source: 'order-service',
    'detail-type': 'OrderPlaced',
    detail: { total: 500 },
  });
  expect(await next(dead.url)).toMatchObject({
    event: { detail: { total: 500 } },
    MessageAttributes: { ERROR_CODE: { StringValue: 'NO_RESOURCE' } },
  });
});

it('replays an archive, with its name on every event', async () => {
  const heard = await queue('heard');
  const { EventBusArn } = await eventBridge.send(new CreateEventBusCommand({ Name: 'history' }));
  await rule('history', 'all', { source: ['order-service'] }, heard.arn);
  await eventBridge.send(
    new CreateArchiveCommand({ ArchiveName: 'all', EventSourceArn: EventBusArn }),
  );
  await publish('history', 'OrderPlaced', { total: 1 });
  expect((await next(heard.url)).event).not.toHaveProperty('replay-name');

  await eventBridge.send(
    new StartReplayCommand({
      ReplayName: 'again',
      EventSourceArn: 'arn:aws:events:us-east-1:000000000000:archive/all',
      EventStartTime: new Date(Date.now() - 3_600_000),
      EventEndTime: new Date(Date.now() + 1_000),
      Destination: { Arn: EventBusArn },
    }),
  );
  expect((await next(heard.url)).event).toMatchObject({
    'replay-name': 'again',
    detail: { total: 1 },
  });
  await until(
    () => eventBridge.send(new DescribeReplayCommand({ ReplayName: 'again' })),
    ({ State }) => State === 'COMPLETED',
  );
});

it("feeds a table's changes into a stream", async () => {
  await kinesis.send(new CreateStreamCommand({ StreamName: 'changes', ShardCount: 1 }));
  const { StreamDescription } = await until(
    () => kinesis.send(new DescribeStreamCommand({ StreamName: 'changes' })),
    (answer) => answer.StreamDescription?.StreamStatus === 'ACTIVE',
  );
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'commits',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await until(
    () =>
      dynamodb
        .send(
          new EnableKinesisStreamingDestinationCommand({
            TableName: 'commits',
            StreamArn: StreamDescription?.StreamARN,
          }),
        )
        .catch(() => undefined),
    (enabled) => enabled !== undefined,
  );
  const Item = { id: { S: 'ord-1' }, total: { N: '12' } };
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({
      StreamName: 'changes',
      ShardId: StreamDescription?.Shards?.[0]?.ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  let iterator = ShardIterator;
  const { Records } = await until(
    async () => {
      await dynamodb.send(new PutItemCommand({ TableName: 'commits', Item }));
      const read = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator }));
      iterator = read.NextShardIterator;
      return read;
    },
    (read) => (read.Records?.length ?? 0) > 0,
  );
  expect(JSON.parse(Buffer.from(Records?.[0]?.Data ?? []).toString())).toMatchObject({
    tableName: 'commits',
    eventName: 'INSERT',
    dynamodb: { Keys: { id: { S: 'ord-1' } }, NewImage: Item },
  });
});

it('tells the default bus of an upload', async () => {
  const uploads = await queue('uploads');
  const Bucket = 'invoices';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    }),
  );
  const pattern = {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [Bucket] }, object: { key: [{ prefix: 'in/' }] } },
  };
  await rule('default', 'uploads', pattern, uploads.arn);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'out/1.csv', Body: 'no' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'in/1 2.csv', Body: 'yes' }));
  expect((await next(uploads.url)).event).toMatchObject({
    account: '000000000000',
    resources: ['arn:aws:s3:::invoices'],
    detail: { object: { key: 'in/1 2.csv', size: 3 }, reason: 'PutObject' },
  });
});

it('gives up on a message that is never deleted, and moves it back on demand', async () => {
  const dead = await queue('work-dead');
  const work = await queue('work', {
    VisibilityTimeout: '0',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 }),
  });
  await sqs.send(new SendMessageCommand({ QueueUrl: work.url, MessageBody: '{"try":1}' }));
  const waiting = 'ApproximateNumberOfMessages';
  await until(
    async () => {
      await sqs.send(new ReceiveMessageCommand({ QueueUrl: work.url }));
      return sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: dead.url, AttributeNames: [waiting] }),
      );
    },
    ({ Attributes }) => Attributes?.[waiting] === '1',
  );
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
  expect((await next(work.url)).event).toEqual({ try: 1 });
});

it('keeps the mails that were sent', async () => {
  await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'shop@example.com' }));
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      Source: 'shop@example.com',
      Destination: { ToAddresses: ['a@example.org'] },
      Message: { Subject: { Data: 'Thanks' }, Body: { Text: { Data: 'Yours' } } },
    }),
  );
  const response = await fetch(`${aws.endpoint}/_aws/ses`);
  expect(await response.json()).toMatchObject({ messages: [{ Id: MessageId, Subject: 'Thanks' }] });
});
