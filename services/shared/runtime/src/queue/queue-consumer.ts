import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { Consumer as Poller } from 'sqs-consumer';
import { deadLetterName } from '@waybill/contracts/names';
import type { Consumer } from '@waybill/kernel/consumer';
import { backoffMs, pause } from '../backoff.ts';
import { because } from '../cause.ts';
import type { Platform } from '../platform.ts';
import type { Worker } from '../worker.ts';
import { Acknowledger } from './acknowledger.ts';
import { fateOf, type Fate } from './fate.ts';
import { parseMessage } from './received.ts';
import { Window } from './window.ts';

/** How a queue is consumed. */
export interface QueueOptions {
  /** Messages handled at once. */
  readonly concurrency: number;
  /** Long polls under way at once. */
  readonly pollers: number;
  /** The first wait after a failure; doubles with every receive, up to `retryCapMs`. */
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  /** The most that one message may take. */
  readonly handlingMs: number;
}

const outagePauseMs = 1_000;

/** Consumes a service's queue: `sqs-consumer` receives, and window, fate and acknowledgement are decided here. */
export async function createQueueConsumer(
  platform: Platform,
  consumer: Consumer,
  options: QueueOptions,
): Promise<Worker> {
  const { aws, name, log, metrics, random } = platform;
  const urlOf = async (queue: string): Promise<string> => {
    const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }));
    if (!QueueUrl) throw new Error(`queue ${name(queue)} has no URL`);
    return QueueUrl;
  };
  const queueUrl = await urlOf(consumer.service);
  const deadLetterUrl = await urlOf(deadLetterName(consumer.service));
  const acknowledger = new Acknowledger({ sqs: aws.sqs, queueUrl, log });
  const window = new Window(options.concurrency);
  const stopping = new AbortController();
  let awayUntil = 0;

  async function handle(message: Message): Promise<Fate> {
    const signal = AbortSignal.timeout(options.handlingMs);
    try {
      const { reaction, data, metadata } = parseMessage(consumer, message);
      const { correlationId, eventId, traceparent, replay } = metadata;
      const end = metrics.handling.startTimer({ type: reaction.contract.type });
      await because({ correlationId, causationId: eventId, traceparent, replay }, () =>
        reaction.handle(data, { metadata, signal }),
      ).finally(end);
      return { outcome: 'done' };
    } catch (error) {
      return fateOf(error);
    }
  }

  async function settle(message: Message, fate: Fate): Promise<void> {
    const ReceiptHandle = message.ReceiptHandle ?? '';
    if (fate.outcome === 'dead') await bury(message, fate.reason);
    if (fate.outcome === 'done' || fate.outcome === 'dead') {
      acknowledger.acknowledge(ReceiptHandle);
      return;
    }
    if (fate.outcome === 'unavailable') awayUntil = Date.now() + outagePauseMs;
    log.warn({ messageId: message.MessageId, err: fate.error }, `message-${fate.outcome}`);
    const attempt = Number(message.Attributes?.ApproximateReceiveCount ?? 1) - 1;
    const { retryBaseMs: baseMs, retryCapMs: capMs } = options;
    const waitMs = backoffMs(attempt, { baseMs, capMs, random });
    await aws.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle,
        VisibilityTimeout: Math.round(waitMs / 1_000),
      }),
    );
  }

  async function bury(message: Message, reason: string): Promise<void> {
    log.error({ messageId: message.MessageId, reason }, 'message-dead');
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    await aws.sqs.send(
      new SendMessageCommand({
        QueueUrl: deadLetterUrl,
        MessageBody: message.Body,
        MessageAttributes: {
          Reason: text(reason.slice(0, 500)),
          Service: text(consumer.service),
        },
      }),
    );
  }

  async function process(message: Message): Promise<void> {
    observeAge(message);
    metrics.inFlight.inc();
    const fate = await handle(message);
    metrics.inFlight.dec();
    metrics.messages.inc({ type: typeOf(consumer, message), outcome: fate.outcome });
    try {
      await settle(message, fate);
    } catch (error) {
      // It becomes visible again by itself.
      log.warn({ messageId: message.MessageId, err: error }, 'message-not-settled');
    }
  }

  function observeAge({ Attributes }: Message): void {
    const sentMs = Number(Attributes?.SentTimestamp);
    if (sentMs > 0) metrics.messageAge.observe(Math.max(0, Date.now() - sentMs) / 1_000);
  }

  const pollers = Array.from({ length: options.pollers }, () => {
    const poller = Poller.create({
      queueUrl,
      sqs: aws.sqsPolling,
      useQueueUrlAsEndpoint: false,
      batchSize: 10,
      waitTimeSeconds: 20,
      shouldDeleteMessages: false,
      terminateVisibilityTimeout: false,
      messageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
      preReceiveMessageCallback: async () => {
        await pause(awayUntil - Date.now(), stopping.signal);
        await window.room();
      },
      handleMessageBatch: async (messages) => {
        for (const message of messages) void window.run(() => process(message));
        return Promise.resolve([]);
      },
    });
    poller.on('error', (error) => {
      if (!stopping.signal.aborted) log.warn({ err: error }, 'receive-failed');
    });
    return poller;
  });

  return {
    start: () => pollers.forEach((poller) => poller.start()),
    stop: async () => {
      stopping.abort();
      pollers.forEach((poller) => poller.stop({ abort: true }));
      await window.idle();
      await acknowledger.flush();
    },
  };
}

/** Only names that the service hears become label values, so that no sender can make series at will. */
function typeOf({ reactions }: Consumer, { Body = '' }: Message): string {
  const type = /"detail-type":\s*"(\w{1,60})"/.exec(Body)?.[1] ?? '';
  return reactions.has(type) ? type : 'unknown';
}
