import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { grants } from '../grants.ts';
import { helmValues } from '../helm-values.ts';
import { parseStageSettings } from '../stacks/settings.ts';
import { leastSettings, Synthesised } from '../stacks/testing/synthesised.ts';
import { parseManifests, renderWith, type Manifest } from './helm.ts';

const irsa = {
  POD_TRUST: 'irsa',
  EKS_OIDC_ISSUER: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE',
};
const folder = mkdtempSync(join(tmpdir(), 'values-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** What the chart makes of the values that `npm run infra:values` prints. */
function objectsWith(environment: Readonly<Record<string, string>>): Manifest[] {
  const settings = parseStageSettings({ ...leastSettings, ...environment });
  const file = join(folder, 'aws-values.yaml');
  writeFileSync(file, stringify(helmValues(settings)));
  return parseManifests(renderWith('default', file));
}

const accountsOf = (objects: readonly Manifest[]): Manifest[] =>
  objects.filter(({ kind }) => kind === 'ServiceAccount');
const settingsOf = (objects: readonly Manifest[], service: string): unknown =>
  objects.find(({ kind, metadata }) => {
    return kind === 'ConfigMap' && metadata.name === `waybill-${service}`;
  })?.data;

describe('what the AWS side tells the chart', () => {
  it('with IRSA: every service account names the role that trusts it', () => {
    const roles = new Synthesised(irsa)
      .all('aws_iam_role')
      .map(({ name }) => `arn:aws:iam::123456789012:role/${String(name)}`);
    const accounts = accountsOf(objectsWith(irsa));
    expect(accounts).toHaveLength(Object.keys(grants).length);
    for (const { metadata } of accounts) {
      const role = metadata.annotations?.['eks.amazonaws.com/role-arn'];
      expect(role).toBe(
        `arn:aws:iam::123456789012:role/prod-${metadata.name.replace('waybill-', '')}`,
      );
      expect(roles).toContain(role);
    }
  });

  it('with pod identity: the service accounts are those that are associated', () => {
    const accounts = accountsOf(objectsWith({}));
    const associated = new Synthesised({ EKS_CLUSTER: 'shop' })
      .all('aws_eks_pod_identity_association')
      .map((each) => each.service_account);
    expect(accounts.map(({ metadata }) => metadata.name).sort()).toEqual(associated.sort());
    expect(accounts.map(({ metadata }) => metadata.annotations)).not.toContainEqual(
      expect.objectContaining({ 'eks.amazonaws.com/role-arn': expect.anything() as unknown }),
    );
  });

  it('the stage, the region, and how mails are sent', () => {
    const objects = objectsWith({});
    expect(settingsOf(objects, 'orders')).toMatchObject({ STAGE: 'prod', AWS_REGION: 'eu-west-1' });
    expect(settingsOf(objects, 'notifications')).toMatchObject({
      MAIL_FROM: 'shop@example.com',
      MAIL_CONFIGURATION_SET: 'prod-mail',
    });
  });
});
