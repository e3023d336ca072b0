import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DescribeEventBusCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import type { Topology } from '../../topology.ts';
import { unlessPresent, type Provisioning } from './clients.ts';
import type { InboxArns } from './queues.ts';

/** Creates the bus, its archive, and a rule for every service that hears events. */
export async function provisionBus(
  aws: Provisioning,
  { bus, archiveDays, inboxes }: Topology,
  queues: ReadonlyMap<string, InboxArns>,
): Promise<void> {
  const { events, name } = aws;
  const Name = name(bus);
  const create = new CreateEventBusCommand({ Name });
  await unlessPresent(() => events.send(create), 'ResourceAlreadyExistsException');
  const { Arn: EventSourceArn } = await events.send(new DescribeEventBusCommand({ Name }));
  const archive = new CreateArchiveCommand({
    ArchiveName: Name,
    EventSourceArn,
    RetentionDays: archiveDays,
    // What a replay brings is in the archive already.
    EventPattern: JSON.stringify({ 'replay-name': [{ exists: false }] }),
  });
  await unlessPresent(() => events.send(archive), 'ResourceAlreadyExistsException');
  await Promise.all(
    inboxes.flatMap(({ queue, pattern, noticePattern }) => [
      ...(pattern ? [provisionRule(aws, { bus: Name, queue, pattern }, queues)] : []),
      ...(noticePattern
        ? [provisionRule(aws, { bus: 'default', queue, pattern: noticePattern(name) }, queues)]
        : []),
    ]),
  );
}

async function provisionRule(
  { events, name }: Provisioning,
  { bus: EventBusName, queue, pattern }: { bus: string; queue: string; pattern: object },
  queues: ReadonlyMap<string, InboxArns>,
): Promise<void> {
  const arns = queues.get(queue);
  if (!arns) return;
  const Rule = name(queue);
  const EventPattern = JSON.stringify(pattern);
  await events.send(new PutRuleCommand({ Name: Rule, EventBusName, EventPattern }));
  const answer = await events.send(
    new PutTargetsCommand({
      Rule,
      EventBusName,
      Targets: [
        {
          Id: queue,
          Arn: arns.queue,
          DeadLetterConfig: { Arn: arns.undelivered },
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        },
      ],
    }),
  );
  const [failed] = answer.FailedEntries ?? [];
  if (failed) throw new Error(`rule ${Rule}: ${failed.ErrorMessage ?? 'its target is refused'}`);
}
