import type { Resource } from '../grants.ts';
import type { Stage } from './stage.ts';

/** The ARN of a resource: it follows from its name, so that policies can be read before anything is created. */
export function arnOf(
  { name, settings }: Stage,
  { kind, name: logicalName, part }: Resource,
): string {
  const { AWS_REGION: region, AWS_ACCOUNT_ID: account, MAIL_FROM } = settings;
  const own = name(logicalName);
  const at = (service: string, rest: string): string =>
    `arn:aws:${service}:${region}:${account}:${rest}`;
  switch (kind) {
    case 'table':
      return at('dynamodb', `table/${own}${part === undefined ? '' : `/index/${part}`}`);
    case 'queue':
      return at('sqs', own);
    case 'stream':
      return at('kinesis', `stream/${own}`);
    case 'event-bus':
      return at('events', `event-bus/${own}`);
    case 'bucket':
      // The one star: of an object's name, below a folder.
      return `arn:aws:s3:::${own}${part === undefined ? '' : `/${part}*`}`;
    case 'identity':
      return at('ses', `identity/${MAIL_FROM}`);
    case 'configuration-set':
      return at('ses', `configuration-set/${own}`);
  }
}

/** The ARN of a service's role. */
export function roleArnOf({ name, settings }: Stage, service: string): string {
  return `arn:aws:iam::${settings.AWS_ACCOUNT_ID}:role/${name(service)}`;
}
