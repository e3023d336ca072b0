import { ReleaseInventory } from '@waybill/contracts/commands';
import { consumer, on } from '@waybill/kernel/consumer';
import { createPlatform } from '@waybill/runtime/platform';
import { createQueueConsumer } from '@waybill/runtime/queue/queue-consumer';
import { Consumer as Poller, type ConsumerOptions } from 'sqs-consumer';
import type { Contender, Run } from './contender.ts';

const base = ({ aws, queueUrl }: Run): ConsumerOptions => ({
  queueUrl,
  sqs: aws.sqsPolling,
  useQueueUrlAsEndpoint: false,
  suppressFifoWarning: true,
});

/** `sqs-consumer` as its README begins: one instance, a message at a time. */
const byDefault: Contender = {
  name: 'sqs-consumer, default',
  share: 0.05,
  start: (run) =>
    started([
      Poller.create({
        ...base(run),
        handleMessage: async (message) => {
          await run.handle(message.Body ?? '');
          return message;
        },
      }),
    ]),
};

/** `sqs-consumer` as it goes fastest: ten instances, batches of ten. */
const tenInBatches: Contender = {
  name: 'sqs-consumer, ten instances in batches',
  share: 1,
  start: (run) =>
    started(
      Array.from({ length: 10 }, () =>
        Poller.create({
          ...base(run),
          batchSize: 10,
          handleMessageBatch: async (messages) => {
            await Promise.all(messages.map(({ Body }) => run.handle(Body ?? '')));
            return messages;
          },
        }),
      ),
    ),
};

/** The runtime's consumer over as many long polls, with as many messages in hand. */
const waybill: Contender = {
  name: 'waybill',
  share: 1,
  start: async ({ aws, queue, handle }) => {
    const platform = createPlatform('bench', { stage: 'bench', logLevel: 'silent', aws });
    const inbox = consumer(
      'inventory',
      on(ReleaseInventory, ({ orderId }) => handle(orderId)),
    );
    const named = {
      ...platform,
      name: (logical: string) => platform.name(logical.replace('inventory', queue)),
    };
    const worker = await createQueueConsumer(named, inbox, {
      concurrency: 100,
      pollers: 10,
      retryBaseMs: 1_000,
      retryCapMs: 60_000,
      handlingMs: 30_000,
      drainMs: 5_000,
    });
    worker.start();
    return () => worker.stop();
  },
};

export const contenders: readonly Contender[] = [byDefault, tenInBatches, waybill];

function started(pollers: readonly Poller[]): Promise<() => Promise<void>> {
  // What a stop aborts is no news.
  pollers.forEach((poller) => poller.on('error', () => undefined));
  pollers.forEach((poller) => poller.start());
  return Promise.resolve(() => {
    pollers.forEach((poller) => poller.stop({ abort: true }));
    return Promise.resolve();
  });
}
