import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy/index.js';
import { Construct } from 'constructs';
import { grants } from '../grants.ts';
import { roleArnOf } from './arn.ts';
import { policyOf } from './policy.ts';
import type { Queue } from './queue.ts';
import type { Rule } from './rule.ts';
import type { Stage } from './stage.ts';

/** What touches messages: all else is administration, and left to the account's own policies. */
const messageActions = [
  ...['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
  'sqs:PurgeQueue',
];

/**
 * Admits to a queue's messages the rules that fill it, the roles whose grants name it, operators, and nobody else: not
 * even whom another policy of the account would let.
 */
export class QueuePolicy extends Construct {
  constructor(scope: Construct, stage: Stage, queue: Queue, rules: readonly Rule[] = []) {
    super(scope, `policy-${queue.logicalName}`);
    const { OPERATOR_ROLE_ARN } = stage.settings;
    const admitted = [
      ...rolesOf(queue.logicalName).map((service) => roleArnOf(stage, service)),
      ...(OPERATOR_ROLE_ARN === undefined ? [] : [OPERATOR_ROLE_ARN]),
    ];
    new SqsQueuePolicy(this, 'policy', {
      queueUrl: queue.queue.url,
      policy: policyOf(
        ...(rules.length > 0
          ? [
              {
                Sid: 'Rules',
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: queue.arn,
                Condition: { ArnEquals: { 'aws:SourceArn': rules.map(({ arn }) => arn) } },
              },
            ]
          : []),
        {
          Sid: 'NobodyElse',
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: messageActions,
          Resource: queue.arn,
          Condition: {
            ArnNotEquals: {
              'aws:PrincipalArn':
                admitted.length > 0 ? admitted : ['arn:aws:iam::000000000000:role/nobody'],
            },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        },
      ),
    });
  }
}

/** Lets only the queue itself give its dead letters here. */
export class RedriveAdmission extends Construct {
  constructor(scope: Construct, from: Queue, to: Queue) {
    super(scope, `redrive-${to.logicalName}`);
    new SqsQueueRedriveAllowPolicy(this, 'policy', {
      queueUrl: to.queue.url,
      redriveAllowPolicy: JSON.stringify({
        redrivePermission: 'byQueue',
        sourceQueueArns: [from.arn],
      }),
    });
  }
}

function rolesOf(queue: string): string[] {
  return Object.entries(grants)
    .filter(([, own]) =>
      own.some(
        ({ actions, on }) =>
          actions.some((action) => messageActions.includes(action)) &&
          on.some(({ kind, name }) => kind === 'queue' && name === queue),
      ),
    )
    .map(([service]) => service);
}
