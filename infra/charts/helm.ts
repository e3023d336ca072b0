import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';

/** An object of Kubernetes, as rendered. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The version of Kubernetes that is rendered for. */
const kubeVersion = '1.33.0';
const common = ['--kube-version', kubeVersion];

/** The feature sets that are rendered: files `charts/waybill/ci/<name>-values.yaml`. */
export const featureSets = ['default', 'public', 'scaled', 'local'] as const;

export interface Rendering {
  /** How helm ended; 0 is well. */
  readonly status: number | null;
  readonly text: string;
  readonly errors: string;
}

/** Runs a program. @throws Error if it is not installed */
export function run(program: 'helm' | 'helm-docs' | 'promtool', ...args: string[]): Rendering {
  // HELM=helm4 has another version do the same.
  const called = program === 'helm' ? (process.env.HELM ?? program) : program;
  const { status, stdout, stderr, error } = spawnSync(called, args, { encoding: 'utf8' });
  if (error)
    throw new Error(`${program} does not run; see .ci/install-go-tools (${error.message})`);
  return { status, text: stdout, errors: stderr };
}

/** Renders the umbrella chart with a feature set and settings such as `orders.enabled=false`. */
export function render(features: string, ...settings: string[]): Rendering {
  return template(features, ...settings.flatMap((setting) => ['--set', setting]));
}

/** Renders the umbrella chart with a feature set and one more file of values. */
export function renderWith(features: string, file: string): Rendering {
  return template(features, '--values', file);
}

function template(features: string, ...more: string[]): Rendering {
  const values = ['--values', `charts/waybill/ci/${features}-values.yaml`];
  return run('helm', 'template', 'waybill', 'charts/waybill', ...common, ...values, ...more);
}

/** The objects that a rendering has. @throws Error with what helm said, if it failed */
export function manifests(features: string, ...settings: string[]): Manifest[] {
  return parseManifests(render(features, ...settings));
}

/** The objects that a rendering has. @throws Error with what helm said, if it failed */
export function parseManifests({ status, text, errors }: Rendering): Manifest[] {
  if (status !== 0) throw new Error(errors);
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

/** Checks a chart as `helm lint` does. */
export function lint(features: string): Rendering {
  const values = ['--values', `charts/waybill/ci/${features}-values.yaml`];
  return run('helm', 'lint', '--strict', 'charts/waybill', ...common, ...values);
}
