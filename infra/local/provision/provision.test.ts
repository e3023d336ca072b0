import { RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { TableDefinition } from '@waybill/contracts/resources';
import { topology, type Inbox } from '../../topology.ts';
import { startEmbeddedAws, type EmbeddedAws } from '../aws/embedded-aws.ts';
import { awsEnvironment } from '../environment.ts';
import { byName, everythingIn } from '../scenario/what-is-there.ts';
import { createProvisioning, type Provisioning } from './clients.ts';
import { provision } from './provision.ts';

const stage = { stage: 'dev', mailFrom: 'shop@example.com' };
const named = (logicalName: string) => `dev-${logicalName}`;
const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:000000000000:${resource}`;

let embedded: EmbeddedAws;
let aws: Provisioning;

beforeAll(async () => {
  embedded = await startEmbeddedAws({ port: 0 });
  Object.assign(process.env, awsEnvironment(embedded.endpoint));
  aws = createProvisioning('dev');
  await provision(topology, stage);
});

afterAll(async () => {
  aws.close();
  await embedded.stop();
});

const day = 24 * 60 * 60;

function queuesOf({ queue, deadLetters, undelivered, pattern, noticePattern }: Inbox) {
  const rules = [
    pattern && `${named(topology.bus)}/${named(queue)}`,
    noticePattern && named(queue),
  ];
  const policyOf = (name: string) =>
    pattern || noticePattern
      ? (expect.objectContaining({
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: arn('sqs', named(name)),
              Condition: {
                ArnEquals: {
                  'aws:SourceArn': rules.flatMap((rule) =>
                    rule ? [arn('events', `rule/${rule}`)] : [],
                  ),
                },
              },
            },
          ],
        }) as unknown)
      : null;
  return [
    {
      name: arn('sqs', named(queue)),
      visibilitySeconds: 60,
      retentionSeconds: 4 * day,
      redrive: { deadLetterTargetArn: arn('sqs', named(deadLetters)), maxReceiveCount: 100 },
      policy: policyOf(queue),
    },
    deadLettersOf(deadLetters),
    deadLettersOf(undelivered, policyOf(undelivered)),
  ];
}

const deadLettersOf = (queue: string, policy: unknown = null) => ({
  name: arn('sqs', named(queue)),
  visibilitySeconds: 30,
  retentionSeconds: 14 * day,
  redrive: null,
  policy,
});

function tableOf({ name, partitionKey, sortKey, indexes = [], ...rest }: TableDefinition) {
  return {
    name: named(name),
    keys: sortKey ? [partitionKey, sortKey.name] : [partitionKey],
    indexes: byName(
      indexes.map((index) => ({
        name: index.name,
        keys: [index.partitionKey, index.sortKey],
        projects: index.projects ?? 'KEYS_ONLY',
      })),
    ),
    billing: 'PAY_PER_REQUEST',
    destinations: rest.changesTo
      ? [[arn('kinesis', `stream/${named(rest.changesTo)}`), 'ACTIVE']]
      : [],
    timeToLive: rest.timeToLive,
  };
}

/** The rules of a bus, by what each inbox asks of it. */
function rulesOf(patternOf: (inbox: Inbox) => object | undefined) {
  return byName(
    topology.inboxes.flatMap((inbox) => {
      const pattern = patternOf(inbox);
      if (!pattern) return [];
      const { queue, undelivered } = inbox;
      const target = {
        Id: queue,
        Arn: arn('sqs', named(queue)),
        DeadLetterConfig: { Arn: arn('sqs', named(undelivered)) },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: day },
      };
      return [{ name: named(queue), pattern, state: 'ENABLED', targets: [target] }];
    }),
  );
}

it('makes what the topology names, and nothing else', async () => {
  const there = await everythingIn(aws);
  const known = [
    ...topology.inboxes.flatMap(queuesOf),
    ...topology.streamDeadLetters.map((name) => deadLettersOf(name)),
  ];
  expect(there.queues).toEqual(byName(known));
  expect(there.tables).toEqual(byName(topology.tables.map(tableOf)));
  expect(there.streams).toEqual(
    byName(topology.streams.map((stream) => ({ ...stream, name: named(stream.name) }))),
  );
  expect(there.rules).toEqual(rulesOf(({ pattern }) => pattern));
  expect(there.noticeRules).toEqual(rulesOf(({ noticePattern }) => noticePattern?.(named)));
  expect(there.buckets).toEqual(
    byName(
      topology.buckets.map(({ name }) => ({
        name: named(name),
        tellsBus: true,
        closed: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      })),
    ),
  );
  const bus = named(topology.bus);
  expect(there.buses).toEqual(['default', bus]);
  const archived = JSON.stringify({ 'replay-name': [{ exists: false }] });
  expect(there.archive).toEqual([arn('events', `event-bus/${bus}`), 30, archived]);
  expect(there.senders).toEqual([stage.mailFrom]);
  expect(there.configurationSets).toEqual([named('mail')]);
});

it('changes nothing when it is done again, alone or at once', async () => {
  const before = await everythingIn(aws);
  await provision(topology, stage);
  expect(await everythingIn(aws)).toEqual(before);
  await Promise.all([provision(topology, stage), provision(topology, stage)]);
  expect(await everythingIn(aws)).toEqual(before);
});

it('mends what has gone', async () => {
  const before = await everythingIn(aws);
  const queue = topology.inboxes[0]?.queue ?? '';
  const EventBusName = named(topology.bus);
  await aws.events.send(
    new RemoveTargetsCommand({ EventBusName, Rule: named(queue), Ids: [queue] }),
  );
  const { QueueUrls } = await aws.sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: named(queue) }),
  );
  const QueueUrl = QueueUrls?.find((url) => url.endsWith(named(queue)));
  const Attributes = { RedrivePolicy: '', Policy: '', VisibilityTimeout: '1' };
  await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  expect(await everythingIn(aws)).not.toEqual(before);
  await provision(topology, stage);
  expect(await everythingIn(aws)).toEqual(before);
});

it('keeps stages apart', async () => {
  const before = await everythingIn(aws);
  await provision(topology, { ...stage, stage: 'prod' });
  const after = await everythingIn(aws);
  expect(after.rules).toEqual(before.rules);
  expect(after.tables).toHaveLength(2 * before.tables.length);
  expect(after.queues).toEqual(expect.arrayContaining(before.queues));
});
