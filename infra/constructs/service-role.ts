import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { Construct } from 'constructs';
import type { Grant } from '../grants.ts';
import { arnOf } from './arn.ts';
import { policyOf } from './policy.ts';
import type { QueueKey } from './queue-key.ts';
import type { Stage } from './stage.ts';

/** The release and its service accounts, as the chart names them. */
const release = 'waybill';

/** What a service's pods are in AWS, and all that they may do there. */
export class ServiceRole extends Construct {
  constructor(
    scope: Construct,
    stage: Stage,
    { service, grants, key }: { service: string; grants: readonly Grant[]; key?: QueueKey },
  ) {
    super(scope, `role-${service}`);
    const role = new IamRole(this, 'role', {
      name: stage.name(service),
      description: `The pods of ${service}`,
      assumeRolePolicy: policyOf(trustOf(stage, service)),
    });
    new IamRolePolicy(this, 'policy', {
      name: 'what-it-does',
      role: role.name,
      policy: policyOf(
        ...grants.map((grant) => statementOf(stage, grant)),
        ...keyStatements(grants, key),
      ),
    });
    const { POD_TRUST, EKS_CLUSTER, NAMESPACE } = stage.settings;
    if (POD_TRUST === 'pod-identity' && EKS_CLUSTER !== undefined) {
      new EksPodIdentityAssociation(this, 'pods', {
        clusterName: EKS_CLUSTER,
        namespace: NAMESPACE,
        serviceAccount: `${release}-${service}`,
        roleArn: role.arn,
      });
    }
  }
}

function statementOf(stage: Stage, { actions, on }: Grant): object {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: on.map((resource) => arnOf(stage, resource)),
  };
}

/** With a key of the customer, whoever sends or receives needs it too. */
function keyStatements(grants: readonly Grant[], key: QueueKey | undefined): object[] {
  const actions = grants.flatMap((grant) => grant.actions);
  const needed = [
    ...(actions.includes('sqs:ReceiveMessage') || actions.includes('sqs:SendMessage')
      ? ['kms:Decrypt']
      : []),
    ...(actions.includes('sqs:SendMessage') ? ['kms:GenerateDataKey'] : []),
  ];
  if (!key || needed.length === 0) return [];
  return [{ Effect: 'Allow', Action: needed, Resource: [key.arn] }];
}

function trustOf({ settings }: Stage, service: string): object {
  const { POD_TRUST, EKS_OIDC_ISSUER = '', AWS_ACCOUNT_ID, NAMESPACE } = settings;
  if (POD_TRUST === 'pod-identity') {
    return {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:SourceAccount': AWS_ACCOUNT_ID,
          'aws:RequestTag/kubernetes-namespace': NAMESPACE,
          'aws:RequestTag/kubernetes-service-account': `${release}-${service}`,
        },
      },
    };
  }
  const issuer = EKS_OIDC_ISSUER.replace('https://', '');
  return {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${AWS_ACCOUNT_ID}:oidc-provider/${issuer}` },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: 'sts.amazonaws.com',
        [`${issuer}:sub`]: `system:serviceaccount:${NAMESPACE}:${release}-${service}`,
      },
    },
  };
}
