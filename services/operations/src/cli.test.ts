import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { topology } from '../../../infra/topology.ts';
import { startEmbeddedAws, type EmbeddedAws } from '../../../infra/local/aws/embedded-aws.ts';
import { awsEnvironment, localMailFrom, localStage } from '../../../infra/local/environment.ts';
import { provision } from '../../../infra/local/provision/provision.ts';

let aws: EmbeddedAws;

beforeAll(async () => {
  aws = await startEmbeddedAws({ port: 0 });
  Object.assign(process.env, awsEnvironment(aws.endpoint));
  await provision(topology, { stage: localStage, mailFrom: localMailFrom });
});

afterAll(() => aws.stop());

/** Runs the command line as a process of its own. */
async function waybill(line: string, environment: Readonly<Record<string, string>> = {}) {
  const argv = ['--import', 'tsx', 'services/operations/src/cli.ts', ...line.split(' ')];
  const env = { PATH: process.env.PATH, ...awsEnvironment(aws.endpoint), ...environment };
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, out, err };
}

it('answers programs in JSON, and exits with 0', async () => {
  const { code, out, err } = await waybill('dlq list --json', { STAGE: localStage });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const queues = (JSON.parse(out) as { queue: string }[]).map(({ queue }) => queue);
  const { inboxes, streamDeadLetters } = topology;
  const owned = inboxes.flatMap(({ deadLetters, undelivered }) => [deadLetters, undelivered]);
  expect(queues.sort()).toEqual([...owned, ...streamDeadLetters].sort());
});

it('exits with 2 when the input is wrong, and says where help is', async () => {
  const { code, out, err } = await waybill('dlq redrive orders-dlq --max all', {
    STAGE: localStage,
  });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^waybill: --max is a whole number .*waybill --help\)\n$/);
});

it('exits with 2 and says what helps instead, for what cannot be redriven', async () => {
  const { code, out, err } = await waybill('dlq redrive relay-stream-dlq', { STAGE: localStage });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(
    /^waybill: relay-stream-dlq holds references.*waybill republish --since .*\n$/,
  );
});

it('exits with 1 when AWS is away, and says in one line where it was looked for', async () => {
  const away = { STAGE: localStage, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
  const { code, out, err } = await waybill('dlq list', away);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^waybill: AWS does not answer at AWS_ENDPOINT_URL=http:\S+: .+\n$/);
});

it('exits with 1 when the stage is not there', async () => {
  const { code, err } = await waybill('dlq show orders-dlq', { STAGE: 'nowhere' });
  expect(code).toBe(1);
  expect(err).toMatch(/^waybill: this stage is not there.*STAGE.*\n$/);
});
