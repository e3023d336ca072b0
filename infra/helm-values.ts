import { mailConfigurationSet } from '@waybill/contracts/names';
import { roleArnOf } from './constructs/arn.ts';
import { stageOf } from './constructs/stage.ts';
import { grants } from './grants.ts';
import type { StageSettings } from './stacks/settings.ts';
import { topology } from './topology.ts';

/** What the umbrella chart has to know of a stage in AWS. */
export function helmValues(settings: StageSettings): Readonly<Record<string, object>> {
  const { STAGE, AWS_REGION, MAIL_FROM, POD_TRUST } = settings;
  const stage = stageOf(settings, topology);
  const accounts = Object.keys(grants).map((service): [string, object] => [
    service,
    { serviceAccount: { roleArn: roleArnOf(stage, service) } },
  ]);
  const mail = { MAIL_FROM, MAIL_CONFIGURATION_SET: stage.name(mailConfigurationSet) };
  const byIrsa: Record<string, object> = POD_TRUST === 'irsa' ? Object.fromEntries(accounts) : {};
  return {
    global: { stage: STAGE, awsRegion: AWS_REGION },
    ...byIrsa,
    notifications: { ...byIrsa.notifications, env: mail },
  };
}
