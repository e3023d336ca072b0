import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createFauxqs, type Fauxqs } from '../fauxqs.ts';
import { startEndpoint, type Endpoint } from '../endpoint.ts';
import { createSqs, type Sqs } from './sqs.ts';

let fauxqs: Fauxqs;
export let sqs: Sqs;
export let endpoint: Endpoint;
export let client: SQSClient;

/** Gives every test an empty SQS behind the endpoint, and a client of it. */
export function useQueues(): void {
  beforeEach(async () => {
    fauxqs = await createFauxqs();
    sqs = createSqs(fauxqs);
    endpoint = await startEndpoint({ sqs }, 0);
    client = new SQSClient({
      endpoint: endpoint.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  });

  afterEach(async () => {
    client.destroy();
    await endpoint.stop();
    await sqs.stop();
    await fauxqs.stop();
  });
}

export async function queue(name: string, attributes: Record<string, string> = {}) {
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  return { url: String(QueueUrl), arn: `arn:aws:sqs:us-east-1:000000000000:${name}` };
}

export async function send(url: string, ...bodies: string[]) {
  for (const body of bodies) {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
  }
}

export async function receive(url: string, waitSeconds = 0, abortSignal?: AbortSignal) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      WaitTimeSeconds: waitSeconds,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
    abortSignal ? { abortSignal } : {},
  );
  return Messages;
}

export async function attributes(url: string, ...names: QueueAttributeName[]) {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names }),
  );
  return Attributes ?? {};
}

export async function pair(maxReceiveCount = 1) {
  const dead = await queue('dead');
  const source = await queue('source', {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount }),
    VisibilityTimeout: '0',
  });
  return { dead, source };
}

/** Receives until the source has given up on everything. */
export async function fail(source: string, dead: string, count: number) {
  const asked: QueueAttributeName = 'ApproximateNumberOfMessages';
  while (Number((await attributes(dead, asked))[asked]) < count) await receive(source);
}
