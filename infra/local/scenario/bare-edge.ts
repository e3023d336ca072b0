import type { AddressInfo } from 'node:net';
import { close, createHttpApp, listen } from '@waybill/runtime/http/server';
import { createPlatform } from '@waybill/runtime/platform';
import { topology } from '../../topology.ts';
import { createDevIssuer } from '../auth/dev-issuer.ts';
import { startEmbeddedAws } from '../aws/embedded-aws.ts';
import { awsEnvironment, localMailFrom, localStage, serviceEnvironment } from '../environment.ts';
import { provision } from '../provision/provision.ts';
import { createSandbox } from '../sandbox/sandbox.ts';

/** What services need around them to run on their own. */
export interface Surroundings {
  /** Where tokens are given, and the ledgers are. */
  readonly url: string;
  /** The settings of any service. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A provisioned AWS, the local issuer and the sandbox, and no service. */
export async function openSurroundings(): Promise<Surroundings> {
  const aws = await startEmbeddedAws({ port: 0 });
  const awsSettings = awsEnvironment(aws.endpoint);
  Object.assign(process.env, awsSettings);
  await provision(topology, { stage: localStage, mailFrom: localMailFrom });
  const platform = createPlatform('edge', { stage: localStage, logLevel: 'silent' });
  const routes = [await createDevIssuer('waybill'), createSandbox(aws.endpoint)];
  const server = await listen(createHttpApp(platform, routes), 0, '127.0.0.1');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    environment: { ...awsSettings, ...serviceEnvironment(url) },
    async close() {
      await close(server, 1_000);
      platform.aws.close();
      await aws.stop();
    },
  };
}
