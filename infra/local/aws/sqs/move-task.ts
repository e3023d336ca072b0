import { randomUUID } from 'node:crypto';

export type MoveTaskStatus = 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';

/** One StartMessageMoveTask and how far it has come. */
export interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly toMove: number;
  readonly startedAtMs: number;
  status: MoveTaskStatus;
  moved: number;
  failureReason: string | undefined;
}

export function newMoveTask(
  order: Pick<MoveTask, 'sourceArn' | 'destinationArn' | 'perSecond' | 'toMove'>,
): MoveTask {
  const taskHandle = { taskId: randomUUID(), sourceArn: order.sourceArn };
  return {
    ...order,
    handle: Buffer.from(JSON.stringify(taskHandle)).toString('base64'),
    startedAtMs: Date.now(),
    status: 'RUNNING',
    moved: 0,
    failureReason: undefined,
  };
}

/** A task as ListMessageMoveTasks shows it: only one that runs has a handle. */
export function describeMoveTask(task: MoveTask): Record<string, unknown> {
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
    Status: task.status,
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    MaxNumberOfMessagesPerSecond: task.perSecond,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedAtMs,
  };
}
