import { storedQueueUrl } from './queue-name.ts';
import type { SqsAction, SqsContext } from './sqs-context.ts';

/** The actions on a message that was received. Each can make a message visible that somebody waits for. */
export function receiptActions({ call, registry, polls }: SqsContext): Record<string, SqsAction> {
  const onQueue =
    (action: string, after: (name: string, input: Record<string, unknown>) => void): SqsAction =>
    async (input) => {
      const { name } = registry.get(input['QueueUrl']);
      const output = await call(action, { ...input, QueueUrl: storedQueueUrl(name) });
      after(name, input);
      return output;
    };
  const visibleAfter = (name: string, seconds: unknown) => {
    if (seconds === 0) polls.wake(name);
    else polls.wakeAt(name, Date.now() + Number(seconds) * 1000);
  };
  // In a FIFO queue a message hides its group until it is deleted.
  const groupIsFree = (name: string) => {
    if (name.endsWith('.fifo')) polls.wake(name);
  };
  return {
    ChangeMessageVisibility: onQueue('ChangeMessageVisibility', (name, { VisibilityTimeout }) => {
      visibleAfter(name, VisibilityTimeout);
    }),
    ChangeMessageVisibilityBatch: onQueue('ChangeMessageVisibilityBatch', (name, { Entries }) => {
      for (const { VisibilityTimeout } of Entries as { VisibilityTimeout: number }[]) {
        visibleAfter(name, VisibilityTimeout);
      }
    }),
    DeleteMessage: onQueue('DeleteMessage', groupIsFree),
    DeleteMessageBatch: onQueue('DeleteMessageBatch', groupIsFree),
  };
}
