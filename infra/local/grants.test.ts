import { resourceName } from '@waybill/contracts/names';
import { createAws, type Aws } from '@waybill/runtime/aws';
import { createPlatform } from '@waybill/runtime/platform';
import { grants, type Resource } from '../grants.ts';
import { startEmbeddedAws } from './aws/embedded-aws.ts';
import { awsEnvironment, localStage } from './environment.ts';
import { watchNeeds, type Need } from './grants/calls.ts';
import { doEverything } from './grants/work.ts';
import { services } from './services.ts';
import { startSystem } from './system.ts';

const observed = new Map<string, Set<string>>();
const toFail = new Set<string>();
/** What handlers of messages do, and nobody else who is about then. */
const isOfHandlers =
  /^(dynamodb:PutItem table\/.*-commits|kinesis:PutRecords .*|dynamodb:Query table\/.*-connections)$/;

beforeAll(async () => {
  const embedded = await startEmbeddedAws({ port: 0 });
  Object.assign(process.env, awsEnvironment(embedded.endpoint));
  const clients: Aws[] = [];
  const look = ({ service, action, resource }: Need): void => {
    const needs = observed.get(service) ?? new Set();
    observed.set(service, needs.add(`${action} ${resource}`));
    if (toFail.has(service) && isOfHandlers.test(`${action} ${resource}`)) {
      toFail.delete(service);
      throw new Error('the call fails for once');
    }
  };
  const system = await startSystem({
    awsEndpoint: embedded.endpoint,
    port: 0,
    logLevel: 'silent',
    environment: { QUEUE_RETRY_BASE_MS: '50', QUEUE_RETRY_CAP_MS: '400' },
    platform: (service, made) => {
      const aws = createAws();
      clients.push(aws);
      watchNeeds(service, aws, look);
      return { ...made, aws };
    },
  });
  const platform = createPlatform('scenario', { stage: localStage, logLevel: 'silent' });
  const failOnce = (): void => [...observed.keys()].forEach((service) => toFail.add(service));
  const { url } = system;
  await doEverything({ url, awsEndpoint: embedded.endpoint, platform, failOnce });
  await system.stop();
  clients.forEach((aws) => aws.close());
  platform.aws.close();
  await embedded.stop();
}, 120_000);

/** Each right of a service, as `watchNeeds` tells of it. */
function rightsOf(service: string): string[] {
  const rights = (grants[service] ?? []).flatMap(({ actions, on }) =>
    actions.flatMap((action) => on.map((resource) => `${action} ${placeOf(resource)}`)),
  );
  return [...new Set(rights)].sort();
}

function placeOf({ kind, name, part }: Resource): string {
  if (kind === 'identity') return `identity/${name}`;
  const own = `${kind}/${resourceName(localStage, name)}`;
  if (part === undefined) return own;
  return kind === 'table' ? `${own}/index/${part}` : `${own}/${part}`;
}

describe('what a service may do in AWS', () => {
  it('is said for every service', () => {
    expect(Object.keys(grants).sort()).toEqual(Object.keys(services).sort());
  });

  it.each(Object.keys(services))('is what it does: %s', (service) => {
    expect([...(observed.get(service) ?? [])].sort()).toEqual(rightsOf(service));
  });

  it('names no star', () => {
    expect(JSON.stringify(grants)).not.toContain('*');
  });
});
