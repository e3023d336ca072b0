import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { client, useQueues, queue, send, receive, pair, fail } from './queue-fixture.ts';

useQueues();

describe('redrive', () => {
  it('names the queue that gave up, and moves messages back to it', async () => {
    const { dead, source } = await pair();
    await send(source.url, 'a', 'b');
    await fail(source.url, dead.url, 2);
    const before = await receive(dead.url);
    expect(before[0]?.Attributes).toMatchObject({ DeadLetterQueueSourceArn: source.arn });
    for (const { ReceiptHandle } of before) {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: dead.url,
          ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
    }

    await client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
    const moved = await receive(source.url, 20);
    expect(moved[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
    expect(before.map(({ MessageId }) => MessageId)).not.toContain(moved[0]?.MessageId);
    const task = await finished(dead.arn);
    expect(task).toMatchObject({
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
    });
    expect(task).not.toHaveProperty('TaskHandle');
  });

  it('runs one task at a time, at the given rate, until cancelled', async () => {
    const { dead, source } = await pair();
    const elsewhere = await queue('elsewhere');
    await send(dead.url, 'a', 'b', 'c');
    const order = {
      SourceArn: dead.arn,
      DestinationArn: elsewhere.arn,
      MaxNumberOfMessagesPerSecond: 1,
    };
    const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand(order));
    await expect(client.send(new StartMessageMoveTaskCommand(order))).rejects.toThrow(
      'already a task running',
    );
    expect(await receive(elsewhere.url, 20)).toHaveLength(1);
    const cancelled = await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    expect(cancelled.ApproximateNumberOfMessagesMoved).toBeLessThan(3);
    expect(await finished(dead.arn)).toMatchObject({ Status: 'CANCELLED' });
    expect(await receive(source.url)).toEqual([]);
  });

  it('refuses what is no dead-letter queue or does not exist', async () => {
    const { source } = await pair();
    await expect(
      client.send(new StartMessageMoveTaskCommand({ SourceArn: source.arn })),
    ).rejects.toThrow('must be configured as a Dead Letter Queue');
    await expect(
      client.send(new StartMessageMoveTaskCommand({ SourceArn: `${source.arn}x` })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(
      client.send(new CancelMessageMoveTaskCommand({ TaskHandle: 'none' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  async function finished(sourceArn: string) {
    for (;;) {
      const { Results } = await client.send(
        new ListMessageMoveTasksCommand({ SourceArn: sourceArn }),
      );
      const status = Results?.[0]?.Status;
      if (status !== 'RUNNING' && status !== 'CANCELLING') return Results?.[0];
    }
  }
});
