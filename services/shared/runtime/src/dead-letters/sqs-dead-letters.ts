import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type BatchResultErrorEntry,
  type Message,
} from '@aws-sdk/client-sqs';
import type { Platform } from '../platform.ts';
import type { DeadLetter, DeadLetterQueue, LetterBox, Refused } from './dead-letter-queue.ts';
import { withoutEpitaph } from './epitaph.ts';

/** What makes up a queue's depth. */
const counts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/**
 * What lies in `queue`, a logical name.
 * @param waitSeconds how long an empty receive waits; 0 asks only some of SQS's hosts, and may miss what is there
 */
export async function createSqsLetterBox(
  { aws, name }: Pick<Platform, 'aws' | 'name'>,
  { queue, waitSeconds = 1 }: { queue: string; waitSeconds?: number },
): Promise<LetterBox> {
  const QueueUrl = await urlOf(aws, name(queue));

  return {
    async depth() {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...counts] });
      const { Attributes = {} } = await aws.sqs.send(command);
      return counts.reduce((sum, count) => sum + Number(Attributes[count] ?? 0), 0);
    },

    async receive(VisibilityTimeout) {
      const { Messages = [] } = await aws.sqsPolling.send(
        new ReceiveMessageCommand({
          QueueUrl,
          VisibilityTimeout,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: waitSeconds,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return Messages.map(letterOf);
    },

    async hold(letters, VisibilityTimeout) {
      const Entries = letters.map((letter, i) => ({ ...entryOf(letter, i), VisibilityTimeout }));
      const { Failed } = await aws.sqs.send(
        new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }),
      );
      return refused(letters, Failed);
    },

    async delete(letters) {
      const Entries = letters.map(entryOf);
      const { Failed } = await aws.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return refused(letters, Failed);
    },
  };
}

/** The dead letters in `queue`, as in a letter box, whose home is the queue of `service`. Logical names. */
export async function createSqsDeadLetters(
  platform: Pick<Platform, 'aws' | 'name'>,
  { service, ...options }: { queue: string; service: string; waitSeconds?: number },
): Promise<DeadLetterQueue> {
  const { aws, name } = platform;
  const [box, QueueUrl] = await Promise.all([
    createSqsLetterBox(platform, options),
    urlOf(aws, name(service)),
  ]);

  return {
    ...box,
    home: name(service),

    async sendHome(letters) {
      const Entries = letters.map(({ body, attributes, traceHeader }, i) => ({
        Id: String(i),
        MessageBody: body,
        MessageAttributes: withoutEpitaph(attributes),
        ...(traceHeader !== undefined && {
          MessageSystemAttributes: {
            AWSTraceHeader: { DataType: 'String', StringValue: traceHeader },
          },
        }),
      }));
      const command = new SendMessageBatchCommand({ QueueUrl, Entries });
      const { Failed } = await aws.sqs.send(command);
      return refused(letters, Failed);
    },
  };
}

async function urlOf({ sqs }: Platform['aws'], QueueName: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl;
}

function letterOf({ MessageId, ReceiptHandle, Body, Attributes, ...message }: Message): DeadLetter {
  return {
    id: MessageId ?? '',
    receiptHandle: ReceiptHandle ?? '',
    body: Body ?? '',
    attributes: message.MessageAttributes ?? {},
    sentAtMs: Number(Attributes?.SentTimestamp ?? 0),
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    movedFrom: Attributes?.DeadLetterQueueSourceArn,
    traceHeader: Attributes?.AWSTraceHeader,
  };
}

function entryOf({ receiptHandle }: DeadLetter, position: number) {
  return { Id: String(position), ReceiptHandle: receiptHandle };
}

function refused(
  letters: readonly DeadLetter[],
  failed: readonly BatchResultErrorEntry[] = [],
): Refused {
  return new Map(
    failed.map(({ Id, Code, Message = Code }) => [
      letters[Number(Id)]?.id ?? '',
      Message ?? 'refused by SQS',
    ]),
  );
}
