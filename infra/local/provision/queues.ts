import { busName } from '@waybill/contracts/names';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import {
  deadLetterRetentionSeconds,
  maxReceiveCount,
  retentionSeconds,
  visibilityTimeoutSeconds,
  type Inbox,
} from '../../topology.ts';
import { unlessPresent, type Provisioning } from './clients.ts';

/** The ARNs of a service's queues. */
export interface InboxArns {
  readonly queue: string;
  readonly undelivered: string;
}

interface Queue {
  readonly url: string;
  readonly arn: string;
}

/** Creates every service's queues. Resolves with their ARNs by service. */
export async function provisionInboxes(
  aws: Provisioning,
  inboxes: readonly Inbox[],
): Promise<Map<string, InboxArns>> {
  const arns = await Promise.all(
    inboxes.map(async (inbox): Promise<[string, InboxArns]> => {
      const [deadLetters, undelivered] = await Promise.all(
        [inbox.deadLetters, inbox.undelivered].map((queue) =>
          provisionQueue(aws, queue, {
            MessageRetentionPeriod: String(deadLetterRetentionSeconds),
          }),
        ),
      );
      const queue = await provisionQueue(aws, inbox.queue, {
        VisibilityTimeout: String(visibilityTimeoutSeconds),
        MessageRetentionPeriod: String(retentionSeconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters?.arn, maxReceiveCount }),
      });
      await admitBus(aws, inbox, [queue, undelivered]);
      return [inbox.queue, { queue: queue.arn, undelivered: undelivered?.arn ?? '' }];
    }),
  );
  return new Map(arns);
}

/** Creates queues that nobody reads but operators. */
export async function provisionDeadLetters(
  aws: Provisioning,
  queues: readonly string[],
): Promise<void> {
  const MessageRetentionPeriod = String(deadLetterRetentionSeconds);
  await Promise.all(queues.map((queue) => provisionQueue(aws, queue, { MessageRetentionPeriod })));
}

async function provisionQueue(
  { sqs, name }: Provisioning,
  logicalName: string,
  Attributes: Record<string, string>,
): Promise<Queue> {
  const QueueName = name(logicalName);
  const present = ['QueueAlreadyExists', 'QueueNameExists'];
  await unlessPresent(
    () => sqs.send(new CreateQueueCommand({ QueueName, Attributes })),
    ...present,
  );
  const { QueueUrl: url = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
  const answer = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return { url, arn: answer.Attributes?.QueueArn ?? '' };
}

/** Lets the service's own rules, and nothing else of EventBridge, put messages here. */
async function admitBus(
  { sqs, name }: Provisioning,
  { queue: service, pattern, noticePattern }: Inbox,
  queues: readonly (Queue | undefined)[],
): Promise<void> {
  // A rule of the default bus is named without it.
  const rules = [pattern && `${name(busName)}/${name(service)}`, noticePattern && name(service)];
  if (!pattern && !noticePattern) return;
  await Promise.all(
    queues.map(async (queue) => {
      if (!queue) return;
      const [, , , region, account] = queue.arn.split(':');
      const arns = rules.flatMap((rule) =>
        rule ? [`arn:aws:events:${region}:${account}:rule/${rule}`] : [],
      );
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue.arn,
            Condition: { ArnEquals: { 'aws:SourceArn': arns } },
          },
        ],
      });
      const command = { QueueUrl: queue.url, Attributes: { Policy } };
      await sqs.send(new SetQueueAttributesCommand(command));
    }),
  );
}
