import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { Construct } from 'constructs';
import { policyOf } from './policy.ts';
import type { Stage } from './stage.ts';

/** The customer's key of the queues. EventBridge may use it, for rules of this account alone. */
export class QueueKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, { name, settings: { AWS_ACCOUNT_ID } }: Stage) {
    super(scope, 'queue-key');
    const key = new KmsKey(this, 'key', {
      description: `${name('queues')}: what lies in the queues`,
      enableKeyRotation: true,
      policy: policyOf(
        {
          // What the account's own roles may do is said in their policies.
          Sid: 'Account',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${AWS_ACCOUNT_ID}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Sid: 'Bus',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:SourceAccount': AWS_ACCOUNT_ID } },
        },
      ),
    });
    new KmsAlias(this, 'alias', { name: `alias/${name('queues')}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
