import { ConfigError } from '@waybill/runtime/config';
import { startEmbeddedAwsThread } from './aws/embedded-aws-thread.ts';
import { parseLocalSettings, usage } from './settings.ts';
import { seed } from './seed/seed.ts';
import { startSystem } from './system.ts';

const startedAt = performance.now();
const stopWithinMs = 10_000;

async function start(): Promise<void> {
  const settings = parseLocalSettings(process.argv.slice(2), process.env);
  if (settings === 'help') {
    console.log(usage);
    return;
  }
  console.log('Starting the embedded AWS and the services …');
  const worker = new URL('./embedded-aws-worker.js', import.meta.url);
  const aws = await startEmbeddedAwsThread({ port: settings.AWS_PORT, worker, onCrash: fail });
  const system = await startSystem({
    awsEndpoint: aws.endpoint,
    port: settings.PORT,
    logLevel: settings.LOG_LEVEL,
    environment: process.env,
  }).catch(async (error: unknown) => {
    await aws.stop();
    throw error;
  });
  if (settings.isSeeded) await seed({ url: system.url, awsEndpoint: aws.endpoint });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`
Waybill is ready (${seconds} s).

  Page      ${system.url}/          the shop; “Be staff” opens the operations page
  HTTP      ${system.url}          docs/http.md
  AWS       ${aws.endpoint}   (AWS_ENDPOINT_URL; any credentials, region us-east-1)
  Metrics   ${system.url}/metrics
  Ledgers   ${system.url}/sandbox/charges, /sandbox/shipments, /sandbox/mail

Buy something on the page, and watch it ship. Or, in another terminal:  npm run load
Stop with Ctrl-C.`);

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    console.log('\nDraining …');
    setTimeout(() => {
      console.error('Some work did not end in time; it is redelivered at the next start.');
      process.exit(1);
    }, stopWithinMs - 500).unref();
    void system
      .stop()
      .then(() => aws.stop())
      .then(() => {
        console.log('Stopped.');
        process.exit(0);
      }, fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** One line that says what to change. */
function fail(error: unknown): never {
  const { message, code, port } = error as Error & { code?: string; port?: number };
  const name = port === undefined ? 'The port of the embedded AWS' : `Port ${port}`;
  const hints: Record<string, string> = {
    EADDRINUSE: `${name} is taken: stop what listens there, or choose others with --port N and --aws-port N.`,
    EACCES: `${name} needs rights that this user lacks: choose others with --port N and --aws-port N.`,
  };
  const isSetting = error instanceof ConfigError;
  const text = hints[code ?? ''] ?? (isSetting ? `A setting is wrong: ${message}` : message);
  console.error(`Waybill cannot start. ${text}`);
  process.exit(1);
}

start().catch(fail);
