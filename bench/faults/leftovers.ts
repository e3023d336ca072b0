import { ReceiveMessageCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { topology } from '../../infra/topology.ts';
import type { World } from './world.ts';

/** What lies in the dead-letter queues, a line each, up to ten of a queue. */
export async function messagesWaiting({ platform: { aws, name } }: World): Promise<string[]> {
  const queues = [
    ...topology.inboxes.flatMap(({ deadLetters, undelivered }) => [deadLetters, undelivered]),
    ...topology.streamDeadLetters,
  ];
  const found = queues.map(async (queue) => {
    const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name(queue) }));
    const { Messages = [] } = await aws.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 0,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    return Messages.map(({ Body = '', Attributes = {}, MessageAttributes = {} }) => {
      const reason = MessageAttributes.Reason?.StringValue ?? 'no reason';
      const receives = Attributes.ApproximateReceiveCount ?? '?';
      return `${queue} (${reason}; received ${receives} times): ${Body.slice(0, 300)}`;
    });
  });
  return (await Promise.all(found)).flat();
}
