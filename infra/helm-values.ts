import { mailConfigurationSet, resourceName } from '@waybill/contracts/names';
import { grants } from './grants.ts';
import type { StageSettings } from './stacks/settings.ts';

/** What the umbrella chart has to know of a stage in AWS. */
export function helmValues(settings: StageSettings): Readonly<Record<string, object>> {
  const { STAGE, AWS_REGION, AWS_ACCOUNT_ID, MAIL_FROM, POD_TRUST } = settings;
  const roleArn = (service: string): string =>
    `arn:aws:iam::${AWS_ACCOUNT_ID}:role/${resourceName(STAGE, service)}`;
  const accounts = Object.keys(grants).map((service): [string, object] => [
    service,
    { serviceAccount: { roleArn: roleArn(service) } },
  ]);
  const mail = { MAIL_FROM, MAIL_CONFIGURATION_SET: resourceName(STAGE, mailConfigurationSet) };
  const byIrsa: Record<string, object> = POD_TRUST === 'irsa' ? Object.fromEntries(accounts) : {};
  return {
    global: { stage: STAGE, awsRegion: AWS_REGION },
    ...byIrsa,
    notifications: { ...byIrsa.notifications, env: mail },
  };
}
