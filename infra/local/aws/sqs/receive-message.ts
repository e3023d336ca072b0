import { AwsError } from '../emulator.ts';
import { queueNameOf, storedQueueUrl } from './queue-name.ts';
import type { RegisteredQueue } from './queue-registry.ts';
import { asAsked, type ReceivedMessage, type ReceiveInput } from './received-message.ts';
import type { Caller, SqsContext } from './sqs-context.ts';

const maxWaitSeconds = 20;
const noVisibilityTimeout = 0;

/** Receives with long polling. A client that left while waiting takes no message with it. */
export function createReceive({ call, registry, polls, memory }: SqsContext) {
  async function take(queue: RegisteredQueue, input: ReceiveInput): Promise<ReceivedMessage[]> {
    const output = await call('ReceiveMessage', {
      ...input,
      QueueUrl: storedQueueUrl(queue.name),
      WaitTimeSeconds: 0,
      AttributeNames: ['All'],
    });
    const redrive = registry.redrivePolicyOf(queue);
    if (redrive) polls.wake(queueNameOf(redrive.deadLetterTargetArn));

    const messages = (output['Messages'] ?? []) as ReceivedMessage[];
    const visibilityTimeout =
      input.VisibilityTimeout ?? Number(queue.attributes['VisibilityTimeout'] ?? 30);
    if (messages.length > 0) polls.wakeAt(queue.name, Date.now() + visibilityTimeout * 1000);
    for (const message of messages) {
      const attributes = (message.Attributes ??= {});
      const trace = memory.traceHeaders.get(message.MessageId);
      if (trace) attributes['AWSTraceHeader'] = trace;
      const source = memory.deadLetterSources.get(message.MessageId);
      if (source && source !== queue.arn) attributes['DeadLetterQueueSourceArn'] = source;
      const receives = Number(attributes['ApproximateReceiveCount']);
      if (redrive && receives >= redrive.maxReceiveCount) {
        memory.deadLetterSources.set(message.MessageId, queue.arn);
      }
    }
    return messages;
  }

  async function giveBack(queue: RegisteredQueue, messages: ReceivedMessage[]): Promise<void> {
    await call('ChangeMessageVisibilityBatch', {
      QueueUrl: storedQueueUrl(queue.name),
      Entries: messages.map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: noVisibilityTimeout,
      })),
    });
    polls.wake(queue.name);
  }

  return async (input: ReceiveInput, { gone }: Pick<Caller, 'gone'>) => {
    const queue = registry.get(input.QueueUrl);
    const waitSeconds =
      input.WaitTimeSeconds ?? Number(queue.attributes['ReceiveMessageWaitTimeSeconds'] ?? 0);
    if (!(waitSeconds >= 0 && waitSeconds <= maxWaitSeconds)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${waitSeconds} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`,
      );
    }
    const messages =
      waitSeconds === 0
        ? await take(queue, input)
        : await polls.wait(queue.name, waitSeconds * 1000, gone, () => take(queue, input));
    if (messages.length === 0) return {};
    if (gone.aborted) {
      await giveBack(queue, messages);
      return {};
    }
    // A full hand says that there may be more, for the next who waits.
    if (messages.length === (input.MaxNumberOfMessages ?? 1)) polls.wake(queue.name);
    return { Messages: messages.map((message) => asAsked(message, input)) };
  };
}
