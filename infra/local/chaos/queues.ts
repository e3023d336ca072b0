import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Platform } from '@waybill/runtime/platform';

type Sqs = Pick<Platform, 'aws' | 'name'>;

const poison = 'poison: no service can read this';
const unseenSeconds = 600;

/** Sends a message that can never succeed. */
export async function sendPoison(platform: Sqs, queue: string): Promise<void> {
  const QueueUrl = await urlOf(platform, queue);
  await platform.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: poison }));
}

/** How many messages wait or are held in each queue; queues with none are left out. */
export async function messagesIn(
  platform: Sqs,
  queues: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = await Promise.all(
    queues.map(async (queue): Promise<[string, number]> => {
      const QueueUrl = await urlOf(platform, queue);
      const { Attributes = {} } = await platform.aws.sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: [
            'ApproximateNumberOfMessages',
            'ApproximateNumberOfMessagesNotVisible',
            'ApproximateNumberOfMessagesDelayed',
          ],
        }),
      );
      return [queue, Object.values(Attributes).reduce((sum, n) => sum + Number(n), 0)];
    }),
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/** What a queue of dead letters holds: how much of it is our poison, and the bodies of all else. */
export async function deadLettersIn(
  platform: Sqs,
  queue: string,
): Promise<{ poison: number; others: string[] }> {
  const QueueUrl = await urlOf(platform, queue);
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await platform.aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: unseenSeconds,
      }),
    );
    if (Messages.length === 0) break;
    bodies.push(...Messages.map(({ Body = '' }) => Body));
  }
  const others = bodies.filter((body) => body !== poison);
  return { poison: bodies.length - others.length, others };
}

async function urlOf({ aws, name }: Sqs, queue: string): Promise<string> {
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }));
  if (QueueUrl === undefined) throw new Error(`queue ${name(queue)} has no URL`);
  return QueueUrl;
}
