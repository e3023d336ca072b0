import { Synthesised, type TerraformResource } from '../../stacks/testing/synthesised.ts';
import { statementsOf } from '../../stacks/testing/policies.ts';
import { topology } from '../../topology.ts';
import { startEmbeddedAws } from '../aws/embedded-aws.ts';
import { awsEnvironment } from '../environment.ts';
import { byName, everythingIn } from '../scenario/what-is-there.ts';
import { createProvisioning } from './clients.ts';
import { provision } from './provision.ts';

const mailFrom = 'shop@example.com';
/** The embedded AWS's own place, so that ARNs can be the same. */
const stack = new Synthesised({
  ...{ STAGE: 'dev', AWS_REGION: 'us-east-1', AWS_ACCOUNT_ID: '000000000000' },
  MAIL_FROM: mailFrom,
});

async function local() {
  const embedded = await startEmbeddedAws({ port: 0 });
  Object.assign(process.env, awsEnvironment(embedded.endpoint));
  const aws = createProvisioning('dev');
  try {
    await provision(topology, { stage: 'dev', mailFrom });
    return await everythingIn(aws);
  } finally {
    aws.close();
    await embedded.stop();
  }
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const parsed = (value: unknown): unknown => JSON.parse(text(value) ?? 'null');

/** The rules that a policy lets in, sorted. */
function letIn(policy: unknown): unknown[] {
  return statementsOf(JSON.stringify(policy ?? { Statement: [] }))
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Action, Resource, Principal, Condition }) => {
      return { Action, Resource, Principal, Condition };
    });
}

function queues() {
  const policies = stack.all('aws_sqs_queue_policy');
  return byName(
    stack.all('aws_sqs_queue').map((queue) => {
      const name = `arn:aws:sqs:us-east-1:000000000000:${text(queue.name)}`;
      const own = policies
        .map(({ policy }) => parsed(policy))
        .find((policy) =>
          statementsOf(JSON.stringify(policy)).some(({ Resource }) => Resource === name),
        );
      return {
        name,
        visibilitySeconds: queue.visibility_timeout_seconds,
        retentionSeconds: queue.message_retention_seconds,
        redrive: parsed(queue.redrive_policy),
        lets: letIn(own),
      };
    }),
  );
}

interface Index {
  readonly name: string;
  readonly hash_key: string;
  readonly range_key: string;
  readonly projection_type: string;
}

function tables() {
  const feeds = stack.all('aws_dynamodb_kinesis_streaming_destination');
  return byName(
    stack.all('aws_dynamodb_table').map((table) => ({
      name: text(table.name),
      keys: [table.hash_key, table.range_key].filter((key) => key !== undefined),
      indexes: byName(
        (table.global_secondary_index as readonly Index[]).map((index) => ({
          name: index.name,
          keys: [index.hash_key, index.range_key],
          projects: index.projection_type,
        })),
      ),
      billing: table.billing_mode,
      destinations: feeds
        .filter((feed) => feed.table_name === table.name)
        .map((feed) => [feed.stream_arn, 'ACTIVE']),
      timeToLive: (table.ttl as { attribute_name: string } | undefined)?.attribute_name,
    })),
  );
}

function targetOf(target: TerraformResource) {
  const { maximum_retry_attempts, maximum_event_age_in_seconds } = target.retry_policy as Record<
    string,
    number
  >;
  return {
    Id: target.target_id,
    Arn: target.arn,
    DeadLetterConfig: { Arn: (target.dead_letter_config as { arn: string }).arn },
    RetryPolicy: {
      MaximumRetryAttempts: maximum_retry_attempts,
      MaximumEventAgeInSeconds: maximum_event_age_in_seconds,
    },
  };
}

function rules(bus: string) {
  const targets = stack.all('aws_cloudwatch_event_target');
  return byName(
    stack
      .all('aws_cloudwatch_event_rule')
      .filter((rule) => rule.event_bus_name === bus)
      .map((rule) => ({
        name: text(rule.name),
        pattern: parsed(rule.event_pattern),
        state: 'ENABLED',
        targets: targets
          .filter((target) => target.rule === rule.name && target.event_bus_name === bus)
          .map(targetOf),
      })),
  );
}

function buckets() {
  const closed = stack.all('aws_s3_bucket_public_access_block');
  const told = stack.all('aws_s3_bucket_notification');
  return byName(
    stack.all('aws_s3_bucket').map(({ bucket }) => {
      const of = (all: readonly TerraformResource[]) => all.find((each) => each.bucket === bucket);
      const block = of(closed);
      return {
        name: text(bucket),
        tellsBus: of(told)?.eventbridge === true,
        closed: {
          BlockPublicAcls: block?.block_public_acls,
          BlockPublicPolicy: block?.block_public_policy,
          IgnorePublicAcls: block?.ignore_public_acls,
          RestrictPublicBuckets: block?.restrict_public_buckets,
        },
      };
    }),
  );
}

const sortedKeys = (pattern: unknown): string =>
  JSON.stringify(Object.entries(pattern as object).sort(([a], [b]) => (a < b ? -1 : 1)));

describe('a stage in AWS', () => {
  let there: Awaited<ReturnType<typeof local>>;
  beforeAll(async () => {
    there = await local();
  });

  it('has the queues that local provisioning makes, which let in the same rules', () => {
    const known = there.queues.map(({ policy, ...queue }) => ({ ...queue, lets: letIn(policy) }));
    const single = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value).replaceAll(/"aws:SourceArn":("[^"]+")/g, '"aws:SourceArn":[$1]'),
      );
    expect(single(queues())).toEqual(single(known));
  });

  it('has the same tables, keys, indexes, times to live and feeds', () => {
    expect(tables()).toEqual(there.tables);
    const feeds = stack.all('aws_dynamodb_kinesis_streaming_destination');
    expect(new Set(feeds.map((feed) => feed.approximate_creation_date_time_precision))).toEqual(
      new Set(['MICROSECOND']),
    );
  });

  it('has the same streams', () => {
    const streams = stack.all('aws_kinesis_stream').map((stream) => ({
      name: text(stream.name),
      shards: stream.shard_count,
      retentionHours: stream.retention_period,
    }));
    expect(byName(streams)).toEqual(there.streams);
  });

  it('has the same rules, on its own bus and the default one, with the same targets', () => {
    const comparable = (all: ReturnType<typeof rules>) =>
      all.map((rule) => ({ ...rule, pattern: sortedKeys(rule.pattern) }));
    const own = 'dev-ecommerce-events';
    expect(comparable(rules(own))).toEqual(comparable(there.rules as ReturnType<typeof rules>));
    expect(comparable(rules('default'))).toEqual(
      comparable(there.noticeRules as ReturnType<typeof rules>),
    );
  });

  it('has the same bus, archive, sender and configuration set', () => {
    const [bus] = stack.all('aws_cloudwatch_event_bus');
    const [archive] = stack.all('aws_cloudwatch_event_archive');
    expect(there.buses).toEqual(['default', bus?.name]);
    expect(there.archive).toEqual([
      ...[archive?.event_source_arn, archive?.retention_days, archive?.event_pattern],
    ]);
    const senders = stack.all('aws_sesv2_email_identity').map((each) => each.email_identity);
    expect(there.senders).toEqual(senders);
    const sets = stack.all('aws_sesv2_configuration_set');
    expect(there.configurationSets).toEqual(sets.map((set) => set.configuration_set_name));
  });

  it('has the same buckets, and the lake beside them', () => {
    expect(buckets().filter(({ name }) => name !== 'dev-order-lake')).toEqual(there.buckets);
    expect(buckets()).toContainEqual(expect.objectContaining({ name: 'dev-order-lake' }));
  });
});
