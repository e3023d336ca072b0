import type { Manifest } from './helm.ts';

interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seccompProfile?: { readonly type: string };
  readonly allowPrivilegeEscalation?: boolean;
  readonly privileged?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly capabilities?: { readonly drop?: string[]; readonly add?: string[] };
}

/** What the standard and we look at. */
export interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly terminationGracePeriodSeconds: number;
  readonly serviceAccountName: string;
  readonly securityContext?: SecurityContext;
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    readonly env: readonly { readonly name: string; readonly value?: string }[];
    readonly ports?: readonly { readonly hostPort?: number }[];
    readonly securityContext?: SecurityContext;
  }[];
}

/** The pods of a Deployment. */
export function podOf(deployment: Manifest): PodSpec {
  return (deployment.spec as { template: { spec: PodSpec } }).template.spec;
}

const volumeKinds = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral'];
const allowedVolumes = [...volumeKinds, 'persistentVolumeClaim', 'projected', 'secret'];

/**
 * Where a Deployment's pods go beyond the Pod Security Standard `restricted`, and where they can write to their root.
 * Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function breachesOf(deployment: Manifest): string[] {
  const pod = podOf(deployment);
  const breaches: string[] = [];
  const refuse = (isBreach: boolean, what: string): void => {
    if (isBreach) breaches.push(`${deployment.metadata.name}: ${what}`);
  };
  refuse(Boolean(pod.hostNetwork ?? pod.hostPID ?? pod.hostIPC), 'a namespace of the host');
  for (const volume of pod.volumes ?? []) {
    const kind = Object.keys(volume).find((field) => field !== 'name') ?? '';
    refuse(!allowedVolumes.includes(kind), `a volume of kind ${kind}`);
  }
  for (const { name, ports = [], securityContext: own = {} } of pod.containers) {
    const effective = { ...pod.securityContext, ...own };
    refuse(effective.runAsNonRoot !== true, `${name} may run as root`);
    refuse(effective.runAsUser === 0, `${name} runs as root`);
    refuse(effective.seccompProfile?.type !== 'RuntimeDefault', `${name} without seccomp`);
    refuse(own.allowPrivilegeEscalation !== false, `${name} may gain privileges`);
    refuse(own.privileged === true, `${name} is privileged`);
    refuse(!own.capabilities?.drop?.includes('ALL'), `${name} keeps capabilities`);
    refuse((own.capabilities?.add ?? []).length > 0, `${name} adds capabilities`);
    refuse(own.readOnlyRootFilesystem !== true, `${name} may write to its root`);
    refuse(
      ports.some(({ hostPort }) => hostPort !== undefined),
      `${name} has a port of the host`,
    );
  }
  return breaches;
}
