import {
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeArchiveCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetBucketNotificationConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
} from '@aws-sdk/client-s3';
import { DescribeStreamSummaryCommand, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { ListConfigurationSetsCommand, ListIdentitiesCommand } from '@aws-sdk/client-ses';
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { busName } from '@waybill/contracts/names';
import type { Provisioning } from '../provision/clients.ts';

/** Rows in the order of their names. */
export function byName<Row extends { readonly name: string | undefined }>(
  rows: readonly Row[],
): Row[] {
  return [...rows].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}

async function queues({ sqs }: Provisioning) {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand());
  const all = QueueUrls.map(async (QueueUrl) => {
    const AttributeNames = ['All' as const];
    const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    const { Policy, RedrivePolicy, ...rest } = answer.Attributes ?? {};
    return {
      name: rest.QueueArn,
      visibilitySeconds: Number(rest.VisibilityTimeout),
      retentionSeconds: Number(rest.MessageRetentionPeriod),
      redrive: JSON.parse(RedrivePolicy ?? 'null') as unknown,
      policy: JSON.parse(Policy ?? 'null') as unknown,
    };
  });
  return byName(await Promise.all(all));
}

async function rules({ events }: Provisioning, EventBusName: string) {
  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName }));
  const all = Rules.map(async ({ Name: Rule, EventPattern = '', State }) => {
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ EventBusName, Rule }));
    return {
      name: Rule,
      pattern: JSON.parse(EventPattern) as unknown,
      state: State,
      targets: Targets,
    };
  });
  return byName(await Promise.all(all));
}

async function tables({ dynamo }: Provisioning) {
  const { TableNames = [] } = await dynamo.send(new ListTablesCommand());
  const all = TableNames.map(async (TableName) => {
    const [{ Table }, { KinesisDataStreamDestinations = [] }, ttl] = await Promise.all([
      dynamo.send(new DescribeTableCommand({ TableName })),
      dynamo.send(new DescribeKinesisStreamingDestinationCommand({ TableName })),
      dynamo.send(new DescribeTimeToLiveCommand({ TableName })),
    ]);
    return {
      name: TableName,
      keys: Table?.KeySchema?.map(({ AttributeName }) => AttributeName),
      indexes: byName(
        (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
          name: IndexName,
          keys: KeySchema?.map(({ AttributeName }) => AttributeName),
          projects: Projection?.ProjectionType,
        })),
      ),
      billing: Table?.BillingModeSummary?.BillingMode,
      destinations: KinesisDataStreamDestinations.map(({ StreamArn, DestinationStatus }) => [
        StreamArn,
        DestinationStatus,
      ]),
      timeToLive: ttl.TimeToLiveDescription?.AttributeName,
    };
  });
  return byName(await Promise.all(all));
}

async function streams({ kinesis }: Provisioning) {
  const { StreamNames = [] } = await kinesis.send(new ListStreamsCommand());
  const all = StreamNames.map(async (StreamName) => {
    const answer = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
    const { OpenShardCount, RetentionPeriodHours } = answer.StreamDescriptionSummary ?? {};
    return { name: StreamName, shards: OpenShardCount, retentionHours: RetentionPeriodHours };
  });
  return byName(await Promise.all(all));
}

async function buckets({ s3 }: Provisioning) {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  const all = Buckets.map(async ({ Name: Bucket }) => {
    const [notification, access] = await Promise.all([
      s3.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
      s3.send(new GetPublicAccessBlockCommand({ Bucket })),
    ]);
    return {
      name: Bucket,
      tellsBus: notification.EventBridgeConfiguration !== undefined,
      closed: access.PublicAccessBlockConfiguration,
    };
  });
  return byName(await Promise.all(all));
}

/** Everything in the AWS, as its own interfaces describe it, in a fixed order. */
export async function everythingIn(aws: Provisioning) {
  const ArchiveName = aws.name(busName);
  const [{ EventBuses = [] }, archive, { Identities }, { ConfigurationSets = [] }] =
    await Promise.all([
      aws.events.send(new ListEventBusesCommand()),
      aws.events.send(new DescribeArchiveCommand({ ArchiveName })),
      aws.ses.send(new ListIdentitiesCommand()),
      aws.ses.send(new ListConfigurationSetsCommand()),
    ]);
  return {
    queues: await queues(aws),
    rules: await rules(aws, aws.name(busName)),
    noticeRules: await rules(aws, 'default'),
    buckets: await buckets(aws),
    tables: await tables(aws),
    streams: await streams(aws),
    buses: EventBuses.map(({ Name }) => Name).sort(),
    archive: [archive.EventSourceArn, archive.RetentionDays, archive.EventPattern],
    senders: Identities,
    configurationSets: ConfigurationSets.map(({ Name }) => Name).sort(),
  };
}
