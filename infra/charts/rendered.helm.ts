import { readFileSync, writeFileSync } from 'node:fs';
import { featureSets, lint, manifests, render, run, type Manifest } from './helm.ts';
import { faultOf, unknownFields } from './kinds.ts';
import { breachesOf } from './pod-security.ts';

/** Helm 4 leaves an empty line at a document's end where Helm 3 leaves none. */
const unspaced = (text: string): string => text.replaceAll(/\n+(---\n|$)/g, '\n$1');

describe.each(featureSets)('the umbrella chart, %s', (features) => {
  it('passes helm lint', () => {
    const { status, text, errors } = lint(features);
    expect([status, text + errors]).toEqual([0, expect.stringContaining('0 chart(s) failed')]);
  });

  it('renders as it did', () => {
    const golden = `charts/waybill/ci/golden/${features}.yaml`;
    const { text } = render(features);
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, text);
    expect(unspaced(text)).toBe(unspaced(readFileSync(golden, 'utf8')));
  });

  it('renders objects that are right by the schemas of their kinds', () => {
    const faults = manifests(features).map((each) => [nameOf(each), faultOf(each)]);
    expect(faults.length).toBeGreaterThan(50);
    expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([]);
  });

  it('renders no field that its kind does not have', () => {
    expect(unknownFields(manifests(features))).toEqual([]);
  });

  it('keeps to the Pod Security Standard `restricted`', () => {
    const deployments = manifests(features).filter(({ kind }) => kind === 'Deployment');
    expect(deployments.length).toBeGreaterThan(15);
    expect(deployments.flatMap(breachesOf)).toEqual([]);
  });

  it('names no two objects alike', () => {
    const names = manifests(features).map(nameOf);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe('these checks', () => {
  const deployment = (): Manifest =>
    manifests('default').find(({ kind }) => kind === 'Deployment') as Manifest;

  it('see a wrong value', () => {
    const broken = structuredClone(deployment()) as unknown as { spec: { replicas: unknown } };
    broken.spec.replicas = 'two';
    expect(faultOf(broken as unknown as Manifest)).toMatch(/replicas must be integer/);
  });

  it('see an unknown field, however deep', () => {
    const text = JSON.stringify(deployment()).replace('"readinessProbe"', '"readynessProbe"');
    expect(unknownFields([JSON.parse(text) as Manifest])).toEqual([
      expect.stringMatching(/'"readynessProbe"' does not exist/),
    ]);
  });

  it('see what is not restricted', () => {
    const text = JSON.stringify(deployment())
      .replace('"runAsNonRoot":true', '"runAsNonRoot":false')
      .replace('"drop":["ALL"]', '"drop":[]')
      .replace('"allowPrivilegeEscalation":false,', '');
    expect(breachesOf(JSON.parse(text) as Manifest)).toHaveLength(3);
  });
});

it.each(['waybill', 'waybill/charts/service'])(
  'the README of charts/%s is as generated',
  (chart) => {
    const readme = readFileSync(`charts/${chart}/README.md`, 'utf8');
    expect(helmDocs(chart)).toBe(readme);
  },
);

function helmDocs(chart: string): string {
  const { text } = run(
    'helm-docs',
    '--dry-run',
    '--chart-search-root',
    `charts/${chart}`,
    '--chart-to-generate',
    `charts/${chart}`,
    '--log-level',
    'error',
  );
  return text;
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}
