import { storedQueueUrl } from './queue-name.ts';
import type { RegisteredQueue } from './queue-registry.ts';
import type { SqsAction, SqsContext } from './sqs-context.ts';

interface Outgoing {
  DelaySeconds?: number;
  MessageSystemAttributes?: { AWSTraceHeader?: { StringValue?: string } };
}
interface SentBatch {
  Successful?: { Id: string; MessageId: string }[];
}

/** The actions that bring messages in. */
export function sendActions({ call, registry, polls, memory }: SqsContext): {
  SendMessage: SqsAction;
  SendMessageBatch: SqsAction;
} {
  function announce(queue: RegisteredQueue, { DelaySeconds }: Outgoing): void {
    const delaySeconds = DelaySeconds ?? Number(queue.attributes['DelaySeconds'] ?? 0);
    if (delaySeconds > 0) polls.wakeAt(queue.name, Date.now() + delaySeconds * 1000);
    else polls.wake(queue.name);
  }
  function remember(messageId: string, { MessageSystemAttributes }: Outgoing): void {
    const header = MessageSystemAttributes?.AWSTraceHeader?.StringValue;
    if (header) memory.traceHeaders.set(messageId, header);
  }

  return {
    async SendMessage(input) {
      const queue = registry.get(input['QueueUrl']);
      const sent = await call('SendMessage', { ...input, QueueUrl: storedQueueUrl(queue.name) });
      remember(String(sent['MessageId']), input);
      announce(queue, input);
      return sent;
    },

    async SendMessageBatch(input) {
      const queue = registry.get(input['QueueUrl']);
      const sent = await call('SendMessageBatch', {
        ...input,
        QueueUrl: storedQueueUrl(queue.name),
      });
      const entries = new Map(
        (input['Entries'] as (Outgoing & { Id: string })[]).map((entry) => [entry.Id, entry]),
      );
      for (const { Id, MessageId } of (sent as SentBatch).Successful ?? []) {
        const entry = entries.get(Id) ?? {};
        remember(MessageId, entry);
        announce(queue, entry);
      }
      return sent;
    },
  };
}
