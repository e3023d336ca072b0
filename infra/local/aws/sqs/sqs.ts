import { AwsError, type Emulator, type WireRequest, type WireResponse } from '../emulator.ts';
import type { Fauxqs } from '../fauxqs.ts';
import { createLongPolls } from './long-poll.ts';
import { createMessageMemory } from './message-memory.ts';
import { createMoveTasks } from './move-tasks.ts';
import { queueActions } from './queue-actions.ts';
import { queueArn, queueNameOf, storedQueueUrl } from './queue-name.ts';
import { createQueueRegistry } from './queue-registry.ts';
import { receiptActions } from './receipt-actions.ts';
import { createReceive } from './receive-message.ts';
import { sendActions } from './send-actions.ts';
import { sqsAnswer, sqsError } from './sqs-answer.ts';
import { createSqsCall, type SqsJson } from './sqs-call.ts';
import type { SqsAction, SqsContext } from './sqs-context.ts';

/** A message that another service of AWS puts into a queue. */
export interface QueueDelivery {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly messageGroupId?: string | undefined;
}

export interface Sqs extends Emulator {
  handle(request: WireRequest, gone?: AbortSignal): Promise<WireResponse>;
  /** Rejects with AwsError, `AWS.SimpleQueueService.NonExistentQueue` if there is no such queue. */
  deliver(delivery: QueueDelivery): Promise<void>;
}

const never = new AbortController().signal;

/** SQS: fauxqs for the mechanics of queues, in front of it what fauxqs lacks. */
export function createSqs(fauxqs: Fauxqs): Sqs {
  const context: SqsContext = {
    call: createSqsCall(fauxqs),
    registry: createQueueRegistry(),
    polls: createLongPolls(),
    memory: createMessageMemory(),
  };
  const receive = createReceive(context);
  const send = sendActions(context);
  const moveTasks = createMoveTasks(context, { receive, send });
  const actions: Record<string, SqsAction> = {
    ...queueActions(context),
    ...send,
    ...receiptActions(context),
    ...moveTasks.actions,
    ReceiveMessage: receive,
  };

  /** PurgeQueue and tags need nothing but the queue's name on fauxqs. */
  const asIs = (action: string, input: SqsJson) =>
    context.call(action, {
      ...input,
      ...(input['QueueUrl'] !== undefined && {
        QueueUrl: storedQueueUrl(context.registry.get(input['QueueUrl']).name),
      }),
    });

  return {
    async handle(request, gone = never) {
      try {
        const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
        const input = parseInput(request.body);
        const known = Object.hasOwn(actions, action) ? actions[action] : undefined;
        const host = request.headers.host ?? 'localhost';
        return sqsAnswer(await (known ? known(input, { host, gone }) : asIs(action, input)));
      } catch (error) {
        return sqsError(error);
      }
    },

    async deliver({ queueArn: arn, body, attributes = {}, messageGroupId }) {
      const name = queueNameOf(arn);
      if (arn !== queueArn(name) || !context.registry.find(name)) {
        throw new AwsError(
          'AWS.SimpleQueueService.NonExistentQueue',
          'The specified queue does not exist.',
        );
      }
      const messageAttributes = Object.entries(attributes).map(([key, value]) => [
        key,
        { DataType: 'String', StringValue: value },
      ]);
      await send.SendMessage(
        {
          QueueUrl: name,
          MessageBody: body,
          MessageAttributes: Object.fromEntries(messageAttributes) as SqsJson,
          ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
        },
        { host: 'localhost', gone: never },
      );
    },

    async stop() {
      context.polls.stop();
      await moveTasks.stop();
    },
  };
}

function parseInput(body: Buffer): SqsJson {
  try {
    const input = JSON.parse(body.length > 0 ? body.toString() : '{}') as unknown;
    if (input !== null && typeof input === 'object' && !Array.isArray(input)) {
      return input as SqsJson;
    }
  } catch {
    // falls through to the same refusal
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
}
