import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resourceName } from '@waybill/contracts/names';
import { everyQueue, grants } from '../grants.ts';
import { topology } from '../topology.ts';
import { statementsOf, verdictOf } from './testing/policies.ts';
import { leastSettings, Synthesised } from './testing/synthesised.ts';

const irsa = {
  ...{ POD_TRUST: 'irsa', EKS_OIDC_ISSUER: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE' },
  ...{ QUEUE_ENCRYPTION: 'kms', OPERATOR_ROLE_ARN: 'arn:aws:iam::123456789012:role/operators' },
  ...{ ALARM_EMAIL: 'on-call@example.com', STATE_BUCKET: 'state', STATE_REGION: 'eu-west-1' },
  ...{ TARGET_RETRY_ATTEMPTS: '20', TARGET_RETRY_SECONDS: '3600' },
};
const plain = new Synthesised({ EKS_CLUSTER: 'shop' });
const special = new Synthesised(irsa);
const named = (logicalName: string): string => resourceName(leastSettings.STAGE, logicalName);
const roleArn = (service: string): string => `arn:aws:iam::123456789012:role/${named(service)}`;

describe.each([
  ['the least settings', plain],
  ['a key, IRSA and operators', special],
])('a stage with %s', (_, stack) => {
  it('refers only to what it makes, by attributes that the provider has', () => {
    const require = createRequire(__filename);
    const references = stack.references();
    expect(references.length).toBeGreaterThan(300);
    for (const { type, id, attribute } of references) {
      expect({ type, id, is: stack.has({ type, id }) }).toEqual({ type, id, is: true });
      const path = type.replace(/^aws_/, '').replaceAll('_', '-');
      const classes = require(`@cdktf/provider-aws/lib/${path}/index.js`) as Record<string, object>;
      const own = Object.values(classes).find(
        (each) => (each as { tfResourceType?: string }).tfResourceType === type,
      ) as { prototype: object } | undefined;
      const property = attribute.replace(/_(\w)/g, (__, letter: string) => letter.toUpperCase());
      expect({ type, property, is: own && property in own.prototype }).toEqual({
        ...{ type, property, is: true },
      });
    }
    // Nothing else is left for Terraform to find out.
    expect(stack.json.match(/\$\{(?!aws_)[^}]*\}/g)).toBeNull();
  });

  it('names everything after the stage, so that an account can have several', () => {
    const names = stack.types.flatMap((type) =>
      stack.all(type).map((each) => each.bucket ?? each.configuration_set_name ?? each.name),
    );
    const odd = names.filter(
      (name): name is string =>
        typeof name === 'string' && !/^(alias\/|\/aws\/kinesisfirehose\/)?prod[-_]/.test(name),
    );
    const within = ['what-it-does', 'order_events'];
    expect(odd.filter((name) => !within.includes(name) && !name.includes('@'))).toEqual([]);
  });

  it('gives no service more than names: no star but of objects below a folder', () => {
    const policies = stack
      .all('aws_iam_role_policy')
      .filter(({ role }) => role !== named('order-events'));
    expect(policies).toHaveLength(Object.keys(grants).length);
    for (const statement of policies.flatMap(({ policy }) => statementsOf(policy))) {
      expect(JSON.stringify(statement.Action)).not.toContain('*');
      for (const resource of [statement.Resource].flat()) {
        expect(resource.replace(/^(arn:aws:s3:::prod-documents\/[a-z]+\/)\*$/, '$1')).not.toMatch(
          /\*/,
        );
      }
    }
  });

  it('encrypts every queue, with a key that EventBridge may use', () => {
    const queues = stack.all('aws_sqs_queue');
    expect(queues).toHaveLength(everyQueue.length);
    const [key] = stack.all('aws_kms_key');
    if (!key) {
      expect(queues.every((queue) => queue.sqs_managed_sse_enabled === true)).toBe(true);
      return;
    }
    expect(new Set(queues.map((queue) => queue.kms_master_key_id))).toEqual(
      new Set(['arn:aws:kms:eu-west-1:123456789012:key/of-the-queues']),
    );
    expect(statementsOf(key.policy)).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      }),
    );
    // Whoever sends or receives may use it too.
    const consumer = stack
      .all('aws_iam_role_policy')
      .find(({ role }) => role === named('payments'));
    expect(statementsOf(consumer?.policy).at(-1)?.Action).toEqual([
      ...['kms:Decrypt', 'kms:GenerateDataKey'],
    ]);
  });
});

describe('what a queue admits', () => {
  const actions = ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility'];
  const policies = new Map(
    special.all('aws_sqs_queue_policy').map((each) => {
      const statements = statementsOf(each.policy);
      const [queue = ''] = [statements[0]?.Resource ?? ''].flat();
      return [queue.replace(/.*:prod-/, ''), statements];
    }),
  );
  const mayWith = (service: string, action: string, queue: string): boolean =>
    (grants[service] ?? []).some(
      (grant) =>
        grant.actions.includes(action) &&
        grant.on.some(({ kind, name }) => kind === 'queue' && name === queue),
    );

  it.each(everyQueue)(
    '%s: its rules, the services that use it, operators, nobody else',
    (queue) => {
      const statements = policies.get(queue) ?? [];
      const verdict = (role: string, action: string): string =>
        verdictOf(statements, { roleArn: role }, `sqs:${action}`);
      for (const action of [...actions, 'PurgeQueue']) {
        expect(verdict(irsa.OPERATOR_ROLE_ARN, action)).toBe('silent');
        expect(verdict('arn:aws:iam::123456789012:role/somebody', action)).toBe('denied');
        expect(verdict('arn:aws:iam::999999999999:role/prod-orders', action)).toBe('denied');
      }
      for (const service of Object.keys(grants)) {
        const uses = actions.some((action) => mayWith(service, `sqs:${action}`, queue));
        expect([service, verdict(roleArn(service), 'ReceiveMessage')]).toEqual([
          ...[service, uses ? 'silent' : 'denied'],
        ]);
      }
      const owner = topology.inboxes.find((inbox) =>
        [inbox.queue, inbox.undelivered].includes(queue),
      );
      const heard = [
        ...(owner?.pattern ? [`${named(topology.bus)}/${named(owner.queue)}`] : []),
        ...(owner?.noticePattern ? [named(owner.queue)] : []),
      ];
      for (const rule of [...heard, 'prod-stranger', `${named(topology.bus)}/prod-stranger`]) {
        const sourceArn = `arn:aws:events:eu-west-1:123456789012:rule/${rule}`;
        expect([rule, verdictOf(statements, { sourceArn }, 'sqs:SendMessage')]).toEqual([
          ...[rule, heard.includes(rule) ? 'allowed' : 'silent'],
        ]);
      }
    },
  );

  it('lets only the inbox itself give its dead letters away', () => {
    const admissions = special
      .all('aws_sqs_queue_redrive_allow_policy')
      .map((each) => [each.queue_url, JSON.parse(String(each.redrive_allow_policy)) as unknown]);
    const place = 'eu-west-1.amazonaws.com/123456789012';
    expect(Object.fromEntries(admissions)).toEqual(
      Object.fromEntries(
        topology.inboxes.map(({ queue, deadLetters }) => [
          `https://sqs.${place}/${named(deadLetters)}`,
          {
            redrivePermission: 'byQueue',
            sourceQueueArns: [`arn:aws:sqs:eu-west-1:123456789012:${named(queue)}`],
          },
        ]),
      ),
    );
  });
});

describe('who is told', () => {
  const alarms = plain.all('aws_cloudwatch_metric_alarm');
  const watched = (metric: string, dimension: string): unknown[] =>
    alarms
      .filter((alarm) => alarm.metric_name === metric)
      .map((alarm) => (alarm.dimensions as Record<string, string>)[dimension])
      .sort();
  const names = (logical: readonly string[]): string[] => logical.map(named).sort();
  const tables = topology.tables.map(({ name }) => name);
  const fed = topology.tables.flatMap(({ name, changesTo }) => (changesTo ? [name] : []));
  const streams = topology.streams.map(({ name }) => name);
  const inboxes = topology.inboxes.map(({ queue }) => queue);
  const rules = topology.inboxes.flatMap(({ queue, pattern, noticePattern }) => [
    ...(pattern ? [queue] : []),
    ...(noticePattern ? [queue] : []),
  ]);

  it.each([
    [
      'ApproximateNumberOfMessagesVisible',
      'QueueName',
      everyQueue.filter((queue) => !inboxes.includes(queue)),
    ],
    ['ApproximateAgeOfOldestMessage', 'QueueName', inboxes],
    ['IngestionToInvocationStartLatency', 'RuleName', rules],
    ['FailedInvocations', 'RuleName', rules],
    ['FailedToReplicateRecordCount', 'TableName', fed],
    ['AgeOfOldestUnreplicatedRecord', 'TableName', fed],
    ['ReadThrottleEvents', 'TableName', tables],
    ['WriteThrottleEvents', 'TableName', tables],
    ['GetRecords.IteratorAgeMilliseconds', 'StreamName', streams],
    ['WriteProvisionedThroughputExceeded', 'StreamName', streams],
    ['ReadProvisionedThroughputExceeded', 'StreamName', streams],
  ])('of %s, by each %s', (metric, dimension, of) => {
    expect(watched(metric, dimension)).toEqual(names(of));
  });

  it('at one topic, with a mail where one is named', () => {
    const topic = 'arn:aws:sns:eu-west-1:123456789012:prod-alarms';
    expect(new Set(alarms.map((alarm) => String(alarm.alarm_actions)))).toEqual(new Set([topic]));
    expect(plain.all('aws_sns_topic_subscription')).toEqual([]);
    expect(special.all('aws_sns_topic_subscription')).toMatchObject([
      { topic_arn: topic, protocol: 'email', endpoint: 'on-call@example.com' },
    ]);
  });
});

it('lets each service account take its own role, by pod identity or by IRSA', () => {
  const services = Object.keys(grants);
  const pods = plain.all('aws_eks_pod_identity_association');
  expect(pods.map((pod) => [pod.service_account, pod.role_arn, pod.cluster_name])).toEqual(
    services.map((service) => [`waybill-${service}`, roleArn(service), 'shop']),
  );
  expect(special.all('aws_eks_pod_identity_association')).toEqual([]);
  const trust = (stack: Synthesised): unknown[] =>
    stack
      .all('aws_iam_role')
      .filter(({ name }) => name === named('orders'))
      .map((role) => statementsOf(role.assume_role_policy)[0]);
  expect(trust(plain)).toMatchObject([
    {
      Condition: {
        StringEquals: { 'aws:RequestTag/kubernetes-service-account': 'waybill-orders' },
      },
    },
  ]);
  const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
  expect(trust(special)).toMatchObject([
    {
      Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: 'system:serviceaccount:waybill:waybill-orders',
        },
      },
    },
  ]);
});

it('tries again for as long as it is told', () => {
  const policies = (stack: Synthesised): string[] => [
    ...new Set(stack.all('aws_cloudwatch_event_target').map((t) => JSON.stringify(t.retry_policy))),
  ];
  expect(policies(plain)).toEqual([
    JSON.stringify({ maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 }),
  ]);
  expect(policies(special)).toEqual([
    JSON.stringify({ maximum_event_age_in_seconds: 3_600, maximum_retry_attempts: 20 }),
  ]);
});

/** Without what cdktf says of itself, and the contracts, which have files of their own. */
function golden(stack: Synthesised): Record<string, unknown> {
  const strip = (key: string, value: unknown): unknown =>
    key === '//' || key === 'content' ? undefined : value;
  const { resource, ...rest } = JSON.parse(stack.json) as {
    resource: Record<string, Record<string, unknown>>;
  };
  const all = Object.entries(resource).flatMap(([type, of]) =>
    Object.entries(of).map(([id, attributes]) => [`${type}.${id}`, attributes]),
  );
  const told = { ...rest, ...(Object.fromEntries(all) as Record<string, unknown>) };
  return JSON.parse(JSON.stringify(told, strip)) as Record<string, unknown>;
}

/** What of `one` is not the same in `other`. */
function differing(one: Record<string, unknown>, other: Record<string, unknown>): object {
  const entries = Object.entries(one);
  return Object.fromEntries(
    entries.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(other[key])),
  );
}

it.each([
  ['least-settings', golden(plain)],
  ['key-irsa-operators', differing(golden(special), golden(plain))],
])('is as last looked at: infra/stacks/golden/%s.json', (name, stack) => {
  const file = `infra/stacks/golden/${name}.json`;
  const text = `${JSON.stringify(stack, null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync('infra/stacks/golden', { recursive: true });
    writeFileSync(file, text);
  }
  // UPDATE_GOLDEN=1 npx jest infra/stacks writes it anew.
  expect(text).toBe(readFileSync(file, 'utf8'));
});
