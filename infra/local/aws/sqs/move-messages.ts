import { AwsError } from '../emulator.ts';
import type { MoveTask } from './move-task.ts';
import { storedQueueUrl } from './queue-name.ts';
import type { ReceivedMessage, ReceiveInput } from './received-message.ts';
import type { Caller, SqsAction, SqsContext } from './sqs-context.ts';

export interface Movers {
  receive: (
    input: ReceiveInput,
    caller: Pick<Caller, 'gone'>,
  ) => Promise<{ Messages?: ReceivedMessage[] }>;
  send: { SendMessage: SqsAction };
}

/** Moves a task's messages until all are moved, none is left, or the task is cancelled. */
export async function moveMessages(
  { call, registry }: SqsContext,
  { receive, send }: Movers,
  task: MoveTask,
  gone: AbortSignal,
): Promise<void> {
  const source = registry.get(task.sourceArn);

  function destinationOf({ Attributes }: ReceivedMessage): string {
    const sources = registry.sourcesOf(source.arn);
    const original =
      Attributes?.['DeadLetterQueueSourceArn'] ??
      (sources.length === 1 ? sources[0]?.arn : undefined);
    const destination = registry.find(task.destinationArn ?? original ?? '');
    if (!destination) {
      throw new AwsError('CouldNotDetermineMessageSource', 'CouldNotDetermineMessageSource');
    }
    return destination.name;
  }

  /** A moved message is a new one: new id, new time of sending. */
  async function move(message: ReceivedMessage): Promise<void> {
    const { MessageGroupId, MessageDeduplicationId, AWSTraceHeader } = message.Attributes ?? {};
    await send.SendMessage(
      {
        QueueUrl: destinationOf(message),
        MessageBody: message.Body,
        MessageAttributes: message.MessageAttributes,
        MessageGroupId,
        MessageDeduplicationId,
        ...(AWSTraceHeader && {
          MessageSystemAttributes: {
            AWSTraceHeader: { DataType: 'String', StringValue: AWSTraceHeader },
          },
        }),
      },
      { host: 'localhost', gone },
    );
    await call('DeleteMessage', {
      QueueUrl: storedQueueUrl(source.name),
      ReceiptHandle: message.ReceiptHandle,
    });
  }

  async function putBack({ ReceiptHandle }: ReceivedMessage): Promise<void> {
    const QueueUrl = storedQueueUrl(source.name);
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
  }

  while (task.status === 'RUNNING' && task.moved < task.toMove && !gone.aborted) {
    if (task.perSecond !== undefined) await turnOf(task, task.perSecond, gone);
    const { Messages: [message] = [] } = await receive(
      {
        QueueUrl: source.name,
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
      { gone },
    );
    if (!message) return;
    try {
      await move(message);
    } catch (error) {
      await putBack(message);
      throw error;
    }
    task.moved += 1;
  }
}

function turnOf(task: MoveTask, perSecond: number, gone: AbortSignal): Promise<void> {
  const waitMs = task.startedAtMs + (task.moved / perSecond) * 1000 - Date.now();
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.max(0, waitMs));
    gone.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      gone.removeEventListener('abort', done);
      resolve();
    }
  });
}
