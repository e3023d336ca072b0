import { Type } from '@sinclair/typebox';
import { ConfigError, parseConfig } from '@waybill/runtime/config';
import { createPlatform } from '@waybill/runtime/platform';
import { startEndpoint } from './aws/endpoint.ts';
import { createSes } from './aws/ses/ses.ts';
import { startEdge } from './cluster/edge.ts';
import { localMailFrom, localStage } from './environment.ts';
import { createProvisioning } from './provision/clients.ts';
import { provisionMail } from './provision/mail.ts';

const settings = {
  EDGE_HOST: Type.String({ default: '127.0.0.1' }),
  EDGE_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080 }),
  /** Where the mails go that the ledger shows (AWS_ENDPOINT_URL_SES of `notifications`). */
  EDGE_SES_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4567 }),
  /** Where a service answers; `{service}` stands for its name. */
  EDGE_SERVICE_URL: Type.String({ pattern: '^https?://', default: 'http://{service}:8080' }),
};

/** The one address of services that run apart, e.g. by `docker compose`, with dev tokens, the sandboxes and a mailbox. */
async function main(): Promise<void> {
  const { EDGE_HOST, EDGE_PORT, EDGE_SES_PORT, EDGE_SERVICE_URL } = parseConfig(
    settings,
    process.env,
  );
  const platform = createPlatform('edge', { stage: localStage, logLevel: 'info' });
  const mailbox = await startMailbox(EDGE_SES_PORT, EDGE_HOST);
  const edge = await startEdge(
    platform,
    mailbox.url,
    (service) => EDGE_SERVICE_URL.replace('{service}', service),
    { host: EDGE_HOST, port: EDGE_PORT },
  );
  console.log(`Waybill answers at ${edge.url}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void Promise.all([edge.close(), mailbox.stop()]).finally(() => process.exit());
    });
  }
}

/** Other emulators keep mails in ways of their own, or not at all; this one shows them with their tags. */
async function startMailbox(port: number, host: string) {
  const mailbox = await startEndpoint({ ses: createSes({ putServiceEvent }) }, port, host);
  process.env.AWS_ENDPOINT_URL_SES = mailbox.url;
  const provisioning = createProvisioning(localStage);
  await provisionMail(provisioning, localMailFrom);
  provisioning.close();
  return mailbox;
}

/** Bounces are of the mailbox simulator's addresses, which nobody writes to but tests of the embedded AWS. */
function putServiceEvent(): void {
  return undefined;
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError;
  console.error(isExpected ? `The edge cannot start: ${error.message}` : error);
  process.exitCode = 1;
});
