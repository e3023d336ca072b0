import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  type BatchResultErrorEntry,
  type Message,
} from '@aws-sdk/client-sqs';
import { deadLetterName } from '@waybill/contracts/names';
import { Consumer as Poller } from 'sqs-consumer';
import type { Platform } from '../platform.ts';
import type { QueueMessage, QueuePort, Receiver } from './queue-port.ts';

/** How a queue is received from. */
export interface SqsQueueOptions {
  /** Long polls under way at once. */
  readonly pollers: number;
  /** How long what is received is invisible to others; without it, as long as the queue itself says. */
  readonly visibilitySeconds?: number;
}

/** A service's queue in SQS; `sqs-consumer` receives. */
export async function createSqsQueue(
  { aws, name }: Pick<Platform, 'aws' | 'name'>,
  service: string,
  { pollers, visibilitySeconds }: SqsQueueOptions,
): Promise<QueuePort> {
  const urlOf = async (queue: string): Promise<string> => {
    const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }));
    if (!QueueUrl) throw new Error(`queue ${name(queue)} has no URL`);
    return QueueUrl;
  };
  const [queueUrl, deadLetterUrl] = await Promise.all([
    urlOf(service),
    urlOf(deadLetterName(service)),
  ]);
  const { Attributes } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['VisibilityTimeout'] }),
  );

  return {
    visibilityMs: Number(visibilitySeconds ?? Attributes?.VisibilityTimeout ?? 30) * 1_000,

    receive: ({ ready, take, failed }) => {
      const stopping = new AbortController();
      const all = Array.from({ length: pollers }, () => {
        const poller = Poller.create({
          queueUrl,
          sqs: aws.sqsPolling,
          useQueueUrlAsEndpoint: false,
          batchSize: 10,
          waitTimeSeconds: 20,
          visibilityTimeout: visibilitySeconds,
          shouldDeleteMessages: false,
          terminateVisibilityTimeout: false,
          messageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
          preReceiveMessageCallback: () => ready(stopping.signal),
          // Not awaited: the next receive waits for room, not for these to be done.
          handleMessageBatch: (messages) => {
            take(messages.map(messageOf));
            return Promise.resolve([]);
          },
        });
        poller.on('empty', () => take([]));
        poller.on('error', (error) => {
          if (!stopping.signal.aborted) failed(error);
        });
        return poller;
      });
      return receiverOf(all, stopping);
    },

    async delete(messages) {
      const { Failed } = await aws.sqs.send(
        new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: messages.map(entryOf) }),
      );
      return temporary(Failed).flatMap((position) => messages[position] ?? []);
    },

    async changeVisibility(changes) {
      const { Failed = [] } = await aws.sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: queueUrl,
          Entries: changes.map(({ message, seconds }, position) => ({
            ...entryOf(message, position),
            VisibilityTimeout: seconds,
          })),
        }),
      );
      return {
        lost: Failed.filter(({ SenderFault }) => SenderFault).flatMap(
          ({ Id }) => changes[Number(Id)]?.message ?? [],
        ),
        failed: temporary(Failed).flatMap((position) => changes[position] ?? []),
      };
    },

    async bury({ body }, attributes) {
      await aws.sqs.send(
        new SendMessageCommand({
          QueueUrl: deadLetterUrl,
          MessageBody: body,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([key, StringValue]) => [
              key,
              { DataType: 'String', StringValue },
            ]),
          ),
        }),
      );
    },
  };
}

/** `sqs-consumer` says that it has stopped when asked, not when it has: a poll in flight is over when nothing polls. */
function receiverOf(pollers: readonly Poller[], stopping: AbortController): Receiver {
  return {
    start: () => pollers.forEach((poller) => poller.start()),
    stop: async () => {
      stopping.abort();
      pollers.forEach((poller) => poller.stop({ abort: true }));
      while (pollers.some((poller) => poller.status.isPolling)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

function messageOf({ MessageId, ReceiptHandle, Body, Attributes }: Message): QueueMessage {
  return {
    id: MessageId ?? '',
    receiptHandle: ReceiptHandle ?? '',
    body: Body ?? '',
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    sentAtMs: Number(Attributes?.SentTimestamp ?? 0),
  };
}

function entryOf({ receiptHandle }: QueueMessage, position: number) {
  return { Id: String(position), ReceiptHandle: receiptHandle };
}

/** Entries that SQS itself failed at, rather than refused. */
function temporary(failed: readonly BatchResultErrorEntry[] = []): number[] {
  return failed.filter(({ SenderFault }) => !SenderFault).map(({ Id }) => Number(Id));
}
