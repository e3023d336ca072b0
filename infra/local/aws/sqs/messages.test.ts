import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { sqs, client, useQueues, queue, receive, attributes } from './queue-fixture.ts';

useQueues();

describe('messages', () => {
  it('carry attributes and a trace header, which are given when asked for', async () => {
    const { url } = await queue('traced');
    await client.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: 'x',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'k' } },
        MessageSystemAttributes: {
          AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2' },
        },
      }),
    );
    const bare = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 }),
    );
    expect(bare.Messages?.[0]).not.toHaveProperty('MessageAttributes');
    expect(bare.Messages?.[0]).not.toHaveProperty('Attributes');
    expect(await receive(url)).toMatchObject([
      {
        MessageAttributes: { kind: { StringValue: 'k' } },
        Attributes: {
          AWSTraceHeader: 'Root=1-2',
          ApproximateReceiveCount: '2',
          SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
        },
      },
    ]);
  });

  it('fail one by one in a batch, and together when too long', async () => {
    const { url } = await queue('batch', { MaximumMessageSize: '2048' });
    const { Successful, Failed } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'good', MessageBody: 'x' },
          { Id: 'long', MessageBody: 'x'.repeat(2049) },
        ],
      }),
    );
    expect(Successful).toMatchObject([{ Id: 'good' }]);
    expect(Failed).toMatchObject([{ Id: 'long', SenderFault: true }]);
    await expect(
      client.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) })),
        }),
      ),
    ).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
  });

  it('keep their order within a group of a FIFO queue', async () => {
    const { url } = await queue('line.fifo', { ContentBasedDeduplication: 'true' });
    for (const MessageBody of ['1', '2', '2']) {
      await client.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId: 'g' }),
      );
    }
    const [first] = await receive(url);
    const second = receive(url, 20);
    await client.send(
      new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }),
    );
    expect([first?.Body, (await second)[0]?.Body]).toEqual(['1', '2']);
    expect((await attributes(url, 'All'))['ApproximateNumberOfMessages']).toBe('0');
  });

  it('are delivered by other services, and refused by a queue that does not exist', async () => {
    const { url, arn } = await queue('target');
    await sqs.deliver({ queueArn: arn, body: '{}', attributes: { ERROR_CODE: 'X' } });
    expect(await receive(url)).toMatchObject([
      { Body: '{}', MessageAttributes: { ERROR_CODE: { StringValue: 'X' } } },
    ]);
    await expect(sqs.deliver({ queueArn: `${arn}x`, body: '{}' })).rejects.toMatchObject({
      type: 'AWS.SimpleQueueService.NonExistentQueue',
    });
  });
});
