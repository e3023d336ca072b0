import { Type } from '@sinclair/typebox';
import { parseConfig } from '@waybill/runtime/config';
import { topology } from '../topology.ts';
import { localMailFrom, localStage } from './environment.ts';
import { provision } from './provision/provision.ts';

/** Creates what the system needs, wherever `AWS_ENDPOINT_URL` points to. */
async function main(): Promise<void> {
  const settings = parseConfig(
    {
      STAGE: Type.String({ pattern: '^[a-z][a-z0-9-]{0,20}$', default: localStage }),
      MAIL_FROM: Type.String({ format: 'email', default: localMailFrom }),
    },
    process.env,
  );
  const where = process.env.AWS_ENDPOINT_URL ?? 'AWS';
  console.log(`Provisioning stage "${settings.STAGE}" at ${where} …`);
  await provision(topology, { stage: settings.STAGE, mailFrom: settings.MAIL_FROM });
  const { tables, streams, inboxes } = topology;
  console.log(
    `${tables.length} tables, ${streams.length} streams, ${inboxes.length} inboxes, 1 bus.`,
  );
}

main().catch((error: unknown) => {
  console.error(`Not provisioned: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
