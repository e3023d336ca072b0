import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { S3Backend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { orderAnalytics } from '@waybill/contracts/names';
import { Alarms } from '../constructs/alarms.ts';
import { Bucket } from '../constructs/bucket.ts';
import { ContractRegistry } from '../constructs/contract-registry.ts';
import { EventBus } from '../constructs/event-bus.ts';
import { Inbox } from '../constructs/inbox.ts';
import { Mail } from '../constructs/mail.ts';
import { OrderLake } from '../constructs/order-lake.ts';
import { QueueKey } from '../constructs/queue-key.ts';
import { QueuePolicy, RedriveAdmission } from '../constructs/queue-policy.ts';
import { Queue } from '../constructs/queue.ts';
import { ServiceRole } from '../constructs/service-role.ts';
import { byLogicalName, named, stageOf, type Stage } from '../constructs/stage.ts';
import { Stream } from '../constructs/stream.ts';
import { Table } from '../constructs/table.ts';
import { publicContracts } from '../event-table.ts';
import { grants } from '../grants.ts';
import { helmValues } from '../helm-values.ts';
import { deadLetterRetentionSeconds, topology } from '../topology.ts';
import type { StageSettings } from './settings.ts';

/** Everything that a stage needs in AWS, from the same topology as local provisioning. */
export class StageStack extends TerraformStack {
  constructor(scope: Construct, settings: StageSettings) {
    super(scope, settings.STAGE);
    const stage = stageOf(settings, topology);
    const { AWS_REGION: region, AWS_ACCOUNT_ID: account, STATE_BUCKET, STATE_REGION } = settings;
    if (STATE_BUCKET !== undefined) {
      new S3Backend(this, {
        bucket: STATE_BUCKET,
        key: `waybill/${settings.STAGE}.tfstate`,
        region: STATE_REGION,
        encrypt: true,
      });
      // The bucket is its own lock, from Terraform 1.10 on.
      this.addOverride('terraform.backend.s3.use_lockfile', true);
      this.addOverride('terraform.required_version', '>= 1.10');
    }
    new AwsProvider(this, 'aws', {
      region,
      allowedAccountIds: [account],
      defaultTags: [{ tags: { 'waybill:stage': settings.STAGE } }],
    });
    const alarms = new Alarms(this, stage);
    const key = settings.QUEUE_ENCRYPTION === 'kms' ? new QueueKey(this, stage) : undefined;
    const bus = new EventBus(this, stage);
    const streams = byLogicalName(topology.streams, (stream) => new Stream(this, stage, stream));
    for (const table of topology.tables) {
      const { changesTo } = table;
      new Table(
        this,
        stage,
        table,
        changesTo === undefined ? undefined : named(streams, changesTo),
      );
    }
    const inboxes = topology.inboxes.map((inbox) => new Inbox(this, stage, inbox, { bus, key }));
    for (const inbox of inboxes) {
      for (const queue of inbox.queues) new QueuePolicy(this, stage, queue, inbox.rulesInto(queue));
      new RedriveAdmission(this, inbox.queue, inbox.deadLetters);
    }
    const aside = topology.streamDeadLetters.map((queue) => {
      const made = new Queue(this, stage, {
        queue,
        key,
        retentionSeconds: deadLetterRetentionSeconds,
      });
      new QueuePolicy(this, stage, made);
      return made;
    });
    for (const { name } of topology.buckets) {
      new Bucket(this, `bucket-${name}`, stage.name(name), { tellsBus: true });
    }
    const lake = new Bucket(this, 'bucket-lake', stage.name('order-lake'));
    new OrderLake(this, stage, { stream: named(streams, orderAnalytics), bucket: lake });
    new Mail(this, stage);
    new ContractRegistry(
      this,
      stage,
      publicContracts().filter(({ kind }) => kind !== 'notice'),
    );
    for (const [service, own] of Object.entries(grants)) {
      new ServiceRole(this, stage, { service, grants: own, key });
    }
    watchQueues(alarms, stage, inboxes, aside);
    watchFeeds(alarms, stage);
    watchTables(alarms, stage);
    watchStreams(alarms, stage);
    new TerraformOutput(this, 'helm_values', { value: JSON.stringify(helmValues(settings)) });
  }
}

function watchQueues(
  alarms: Alarms,
  { name }: Stage,
  inboxes: readonly Inbox[],
  aside: readonly Queue[],
): void {
  const sqs = (queue: Queue) => ({
    namespace: 'AWS/SQS',
    dimensions: { QueueName: name(queue.logicalName) },
  });
  const dead = [
    ...inboxes.flatMap(({ deadLetters, undelivered }) => [deadLetters, undelivered]),
    ...aside,
  ];
  for (const queue of dead) {
    alarms.add({
      ...sqs(queue),
      id: `${queue.logicalName}-not-empty`,
      what: 'Messages that nobody handles: docs/runbooks/dead-letters.md',
      metric: 'ApproximateNumberOfMessagesVisible',
      atLeast: 1,
    });
  }
  for (const { queue, rules } of inboxes) {
    alarms.add({
      ...sqs(queue),
      id: `${queue.logicalName}-old`,
      what: 'A message has waited for a quarter of an hour: docs/runbooks/orders-not-draining.md',
      metric: 'ApproximateAgeOfOldestMessage',
      atLeast: 900,
      minutes: 5,
    });
    rules.forEach(({ dimensions }, i) => {
      const id = `${queue.logicalName}-rule${i === 0 ? '' : `-${i + 1}`}`;
      alarms.add({
        ...{
          namespace: 'AWS/Events',
          dimensions,
          id: `${id}-slow`,
          metric: 'IngestionToInvocationStartLatency',
        },
        what: 'The bus delivers late, in milliseconds (p99)',
        percentile: 'p99',
        atLeast: 30_000,
        minutes: 5,
      });
      alarms.add({
        ...{ namespace: 'AWS/Events', dimensions, id: `${id}-failed`, metric: 'FailedInvocations' },
        what: 'The bus could not deliver: is the queue there, and does its policy admit the rule?',
        statistic: 'Sum',
        atLeast: 1,
      });
    });
  }
}

function watchFeeds(alarms: Alarms, { name, topology: { tables } }: Stage): void {
  for (const table of tables.filter(({ changesTo }) => changesTo !== undefined)) {
    const feed = { TableName: name(table.name), DelegatedOperation: 'KinesisDataStreams' };
    alarms.add({
      ...{ namespace: 'AWS/DynamoDB', dimensions: feed, id: `${table.name}-not-fed` },
      what: 'Commits did not reach the stream: npx waybill republish (docs/operations.md)',
      metric: 'FailedToReplicateRecordCount',
      statistic: 'Sum',
      atLeast: 1,
    });
    alarms.add({
      ...{ namespace: 'AWS/DynamoDB', dimensions: feed, id: `${table.name}-fed-late` },
      what: 'Commits reach the stream late, in milliseconds',
      metric: 'AgeOfOldestUnreplicatedRecord',
      atLeast: 60_000,
      minutes: 5,
    });
  }
}

function watchTables(alarms: Alarms, { name, topology: { tables } }: Stage): void {
  for (const table of tables) {
    for (const [kind, metric] of [
      ['reads', 'ReadThrottleEvents'],
      ['writes', 'WriteThrottleEvents'],
    ] as const) {
      alarms.add({
        ...{ namespace: 'AWS/DynamoDB', dimensions: { TableName: name(table.name) }, metric },
        id: `${table.name}-${kind}-throttled`,
        what: `The table throttles ${kind}: more than its one hot key, or the account, may have`,
        statistic: 'Sum',
        atLeast: 1,
        minutes: 3,
      });
    }
  }
}

function watchStreams(alarms: Alarms, { name, topology: { streams } }: Stage): void {
  for (const stream of streams) {
    const of = { namespace: 'AWS/Kinesis', dimensions: { StreamName: name(stream.name) } };
    alarms.add({
      ...of,
      id: `${stream.name}-behind`,
      what: 'The stream is read late, in milliseconds: docs/runbooks/stream-behind.md',
      metric: 'GetRecords.IteratorAgeMilliseconds',
      atLeast: 60_000,
      minutes: 5,
    });
    for (const metric of [
      'WriteProvisionedThroughputExceeded',
      'ReadProvisionedThroughputExceeded',
    ]) {
      alarms.add({
        ...of,
        id: `${stream.name}-${metric.startsWith('Write') ? 'writes' : 'reads'}-throttled`,
        what: 'The stream throttles: more shards',
        metric,
        statistic: 'Sum',
        atLeast: 1,
        minutes: 5,
      });
    }
  }
}
