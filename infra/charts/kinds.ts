import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import type { Manifest } from './helm.ts';

/** Where the kinds that the charts render are described: a module of kubernetes-models, and the type in it. */
const modules: Readonly<Record<string, string>> = {
  'v1/ConfigMap': 'kubernetes-models/v1/ConfigMap',
  'v1/Service': 'kubernetes-models/v1/Service',
  'v1/ServiceAccount': 'kubernetes-models/v1/ServiceAccount',
  'rbac.authorization.k8s.io/v1/Role': 'kubernetes-models/rbac.authorization.k8s.io/v1/Role',
  'rbac.authorization.k8s.io/v1/RoleBinding':
    'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding',
  'apps/v1/Deployment': 'kubernetes-models/apps/v1/Deployment',
  'policy/v1/PodDisruptionBudget': 'kubernetes-models/policy/v1/PodDisruptionBudget',
  'autoscaling/v2/HorizontalPodAutoscaler':
    'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler',
  'networking.k8s.io/v1/NetworkPolicy': 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy',
  'networking.k8s.io/v1/Ingress': 'kubernetes-models/networking.k8s.io/v1/Ingress',
  'gateway.networking.k8s.io/v1/HTTPRoute':
    '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute',
  'keda.sh/v1alpha1/ScaledObject': '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject',
  'keda.sh/v1alpha1/TriggerAuthentication':
    '@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication',
  'monitoring.coreos.com/v1/PrometheusRule':
    '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule',
  'monitoring.coreos.com/v1/PodMonitor':
    '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor',
};

const require = createRequire(resolve('infra/charts/kinds.ts'));

function moduleOf({ apiVersion, kind }: Manifest): string {
  const found = modules[`${apiVersion}/${kind}`];
  if (found === undefined) throw new Error(`no schema for ${apiVersion}/${kind}: see kinds.ts`);
  return found;
}

/** What is wrong with an object by its kind's schema; undefined if nothing is. */
export function faultOf(manifest: Manifest): string | undefined {
  const loaded = require(moduleOf(manifest)) as Record<
    string,
    new (data: object) => { validate(): void }
  >;
  const Kind = loaded[manifest.kind];
  if (!Kind) throw new Error(`${moduleOf(manifest)} has no ${manifest.kind}`);
  try {
    new Kind(manifest).validate();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Fields that the objects' kinds do not have. The schemas let them pass, as a server does that only warns; the compiler
 * does not, for an object that is written out where a type is wanted.
 */
export function unknownFields(objects: readonly Manifest[]): string[] {
  const imports = new Set<string>();
  const lines = objects.map((manifest, i) => {
    const kind = `I${manifest.kind}`;
    imports.add(`import type { ${kind} } from '${moduleOf(manifest)}';`);
    return `export const object${i}: ${kind} = ${JSON.stringify(manifest)};`;
  });
  const directory = resolve('infra/dist/charts');
  mkdirSync(directory, { recursive: true });
  const file = `${directory}/objects-${process.pid}.ts`;
  writeFileSync(file, [...imports, ...lines].join('\n'));
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
