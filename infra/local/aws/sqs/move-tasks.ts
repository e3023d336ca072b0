import { AwsError } from '../emulator.ts';
import { describeMoveTask, newMoveTask, type MoveTask } from './move-task.ts';
import { moveMessages, type Movers } from './move-messages.ts';
import { storedQueueUrl } from './queue-name.ts';
import type { RegisteredQueue } from './queue-registry.ts';
import type { SqsAction, SqsContext } from './sqs-context.ts';

const rememberedPerQueue = 10;

/**
 * Dead-letter redrive: StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask. Without a destination each message
 * goes back to the queue that gave up on it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export function createMoveTasks(
  context: SqsContext,
  movers: Movers,
): { actions: Record<string, SqsAction>; stop(): Promise<void> } {
  const { call, registry } = context;
  const tasks = new Map<string, MoveTask[]>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  function existing(arn: unknown, parameter: string): RegisteredQueue {
    const queue = typeof arn === 'string' ? registry.find(arn) : undefined;
    if (queue?.arn === arn && queue) return queue;
    throw new AwsError(
      'ResourceNotFoundException',
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
      404,
    );
  }

  async function run(task: MoveTask): Promise<void> {
    try {
      await moveMessages(context, movers, task, stopping.signal);
      task.status = task.status === 'CANCELLING' ? 'CANCELLED' : 'COMPLETED';
    } catch (error) {
      task.status = 'FAILED';
      task.failureReason = error instanceof AwsError ? error.type : String(error);
    }
  }

  const actions: Record<string, SqsAction> = {
    async StartMessageMoveTask({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }) {
      const source = existing(SourceArn, 'SourceArn');
      if (registry.sourcesOf(source.arn).length === 0) {
        throw invalid('Source queue must be configured as a Dead Letter Queue.');
      }
      if (DestinationArn !== undefined) {
        const destination = existing(DestinationArn, 'DestinationArn');
        if (destination === source) {
          throw invalid('Source queue arn and destination queue arn cannot be the same.');
        }
        if (destination.name.endsWith('.fifo') !== source.name.endsWith('.fifo')) {
          throw invalid('The source queue and destination queue must be of the same queue type.');
        }
      }
      const perSecond = MaxNumberOfMessagesPerSecond as number | undefined;
      if (perSecond !== undefined && !(perSecond >= 1 && perSecond <= 500)) {
        throw invalid('MaxNumberOfMessagesPerSecond must be between 1 and 500.');
      }
      const visible = await call('GetQueueAttributes', {
        QueueUrl: storedQueueUrl(source.name),
        AttributeNames: ['ApproximateNumberOfMessages'],
      });
      const earlier = tasks.get(source.arn) ?? [];
      if (earlier.some(({ status }) => status === 'RUNNING' || status === 'CANCELLING')) {
        throw invalid(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      }
      const { ApproximateNumberOfMessages } = visible['Attributes'] as Record<string, string>;
      const task = newMoveTask({
        sourceArn: source.arn,
        destinationArn: DestinationArn as string | undefined,
        perSecond,
        toMove: Number(ApproximateNumberOfMessages),
      });
      tasks.set(source.arn, [task, ...earlier].slice(0, rememberedPerQueue));
      const done = run(task).finally(() => running.delete(done));
      running.add(done);
      return { TaskHandle: task.handle };
    },

    ListMessageMoveTasks({ SourceArn, MaxResults = 1 }) {
      const source = existing(SourceArn, 'SourceArn');
      const listed = (tasks.get(source.arn) ?? []).slice(0, Number(MaxResults));
      return Promise.resolve({ Results: listed.map(describeMoveTask) });
    },

    CancelMessageMoveTask({ TaskHandle }) {
      const task = [...tasks.values()].flat().find(({ handle }) => handle === TaskHandle);
      if (!task) {
        throw new AwsError('ResourceNotFoundException', 'Task does not exist.', 404);
      }
      if (task.status !== 'RUNNING') throw invalid('Only active tasks can be cancelled.');
      task.status = 'CANCELLING';
      return Promise.resolve({ ApproximateNumberOfMessagesMoved: task.moved });
    },
  };

  return {
    actions,
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
