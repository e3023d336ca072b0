import { setTimeout as sleep } from 'node:timers/promises';
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
  await untilReachable(process.env.AWS_ENDPOINT_URL);
  await provision(topology, { stage: settings.STAGE, mailFrom: settings.MAIL_FROM });
  const { tables, streams, inboxes } = topology;
  console.log(
    `${tables.length} tables, ${streams.length} streams, ${inboxes.length} inboxes, 1 bus.`,
  );
}

const patienceMs = 60_000;

/** An emulator that was started together with this may need a while. Any answer will do. */
async function untilReachable(endpoint: string | undefined): Promise<void> {
  if (endpoint === undefined) return;
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(5_000) });
      return;
    } catch (error) {
      if (Date.now() > giveUpAt)
        throw new Error(`nobody answers at AWS_ENDPOINT_URL (${endpoint})`, { cause: error });
      await sleep(500);
    }
  }
}

main().catch((error: unknown) => {
  console.error(`Not provisioned: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
