import { Type, type Static, type TObject } from '@sinclair/typebox';
import { ConfigError, parseConfig } from '@waybill/runtime/config';

const oneOf = <Value extends string>(first: Value, ...others: Value[]) =>
  Type.Union(
    [first, ...others].map((value) => Type.Literal(value)),
    { default: first },
  );

const settings = {
  STAGE: Type.String({ pattern: '^[a-z][a-z0-9-]{0,20}$' }),
  AWS_REGION: Type.String({ pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]$' }),
  AWS_ACCOUNT_ID: Type.String({ pattern: '^[0-9]{12}$' }),
  MAIL_FROM: Type.String({ format: 'email' }),
  /** Who may look into queues, move and delete messages beside the services. */
  OPERATOR_ROLE_ARN: Type.Optional(Type.String({ pattern: '^arn:aws:iam::[0-9]{12}:role/.+' })),
  ALARM_EMAIL: Type.Optional(Type.String({ format: 'email' })),
  QUEUE_ENCRYPTION: oneOf('sse-sqs', 'kms'),
  TARGET_RETRY_ATTEMPTS: Type.Integer({ minimum: 0, maximum: 185, default: 185 }),
  TARGET_RETRY_SECONDS: Type.Integer({ minimum: 60, maximum: 86_400, default: 86_400 }),
  POD_TRUST: oneOf('pod-identity', 'irsa'),
  NAMESPACE: Type.String({ pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$', default: 'waybill' }),
  EKS_CLUSTER: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$' })),
  EKS_OIDC_ISSUER: Type.Optional(Type.String({ pattern: '^https://[A-Za-z0-9./-]+[^/]$' })),
  STATE_BUCKET: Type.Optional(Type.String({ minLength: 3 })),
  STATE_REGION: Type.Optional(Type.String({ minLength: 1 })),
};

/** What sets one installation apart from another. */
export type StageSettings = Static<TObject<typeof settings>>;

/** Reads the settings of a stage. @throws ConfigError that tells of all that is wrong together */
export function parseStageSettings(
  environment: Readonly<Record<string, string | undefined>>,
): StageSettings {
  const wrong = [];
  // Whoever trusts tokens must say whose: the cluster's issuer stands in each role's trust policy.
  if (environment.POD_TRUST === 'irsa' && !environment.EKS_OIDC_ISSUER) {
    wrong.push('EKS_OIDC_ISSUER is not set, which POD_TRUST irsa needs');
  }
  if (environment.STATE_BUCKET && !environment.STATE_REGION) {
    wrong.push('STATE_REGION is not set, which STATE_BUCKET needs');
  }
  try {
    const parsed = parseConfig(settings, environment);
    if (wrong.length === 0) return parsed;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    wrong.unshift(error.message);
  }
  throw new ConfigError(wrong.join('; '));
}
