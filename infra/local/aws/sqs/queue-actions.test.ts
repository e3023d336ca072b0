import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { endpoint, client, useQueues, queue, send, attributes, pair } from './queue-fixture.ts';

useQueues();

describe('queues', () => {
  it('have URLs on the host that the client came by', async () => {
    const { url } = await queue('orders');
    expect(url).toBe(`${endpoint.url}/000000000000/orders`);
    expect(await client.send(new GetQueueUrlCommand({ QueueName: 'orders' }))).toMatchObject({
      QueueUrl: url,
    });
    expect(await client.send(new ListQueuesCommand({}))).toMatchObject({ QueueUrls: [url] });
  });

  it('are not found under a name that does not exist', async () => {
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
    await expect(send(`${endpoint.url}/000000000000/none`, 'x')).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      Code: 'AWS.SimpleQueueService.NonExistentQueue',
    });
  });

  it('keep attributes, policies and tags', async () => {
    const allow = JSON.stringify({ redrivePermission: 'allowAll' });
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({
        QueueName: 'kept',
        Attributes: { RedriveAllowPolicy: allow },
        tags: { team: 'a' },
      }),
    );
    const url = String(QueueUrl);
    await client.send(
      new SetQueueAttributesCommand({
        QueueUrl,
        Attributes: { VisibilityTimeout: '5', SqsManagedSseEnabled: 'false', Policy: '{}' },
      }),
    );
    expect(await attributes(url, 'All')).toMatchObject({
      RedriveAllowPolicy: allow,
      VisibilityTimeout: '5',
      SqsManagedSseEnabled: 'false',
      Policy: '{}',
      MaximumMessageSize: '1048576',
    });
    const { Tags } = await client.send(new ListQueueTagsCommand({ QueueUrl }));
    expect(Tags).toEqual({ team: 'a' });
  });

  it('refuse a dead-letter queue that is missing or does not allow them', async () => {
    const policy = (name: string) => ({
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
        maxReceiveCount: 3,
      }),
    });
    await expect(queue('a', policy('none'))).rejects.toThrow('Dead letter target does not exist');
    await queue('closed', { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
    await expect(queue('a', policy('closed'))).rejects.toThrow('does not allow');
  });

  it('list the sources of a dead-letter queue', async () => {
    const { dead, source } = await pair();
    expect(
      await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url })),
    ).toMatchObject({ queueUrls: [source.url] });
  });

  it('count what is visible, in flight and delayed, until purged', async () => {
    const { url } = await queue('counted');
    await send(url, 'a', 'b');
    await client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    await client.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: 'c', DelaySeconds: 900 }),
    );
    const counts = (visible: string, inFlight: string, delayed: string) => ({
      ApproximateNumberOfMessages: visible,
      ApproximateNumberOfMessagesNotVisible: inFlight,
      ApproximateNumberOfMessagesDelayed: delayed,
    });
    expect(await attributes(url, 'All')).toMatchObject(counts('1', '1', '1'));
    await client.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await attributes(url, 'All')).toMatchObject(counts('0', '0', '0'));
  });
});
