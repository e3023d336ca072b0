import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Deployment, type Fates } from './deployment.ts';
import { startPod, type Pod } from './pod.ts';

/** Every service as processes of its own. */
export interface Cluster {
  readonly services: readonly string[];
  /** A pod of the service that is ready; `undefined` while none is. */
  urlOf(service: string): string | undefined;
  /** Resolves when the new pods are ready, and those that go have drained. */
  scale(service: string, replicas: number): Promise<void>;
  /** Kills one of all pods, ready or still starting, and has it replaced. Returns its name. */
  killOne(random: () => number): string;
  /** Kills a pod of the service, and has it replaced. Returns its name. */
  kill(service: string): string;
  /** What became of each service's pods so far. */
  fates(): ReadonlyMap<string, Fates>;
  /** Drains every pod as for a shutdown. */
  stop(): Promise<void>;
  /** Ends every pod at once. */
  destroy(): Promise<void>;
}

/** What runs in a cluster. */
export interface ClusterOptions {
  readonly services: readonly string[];
  /** What a service's image runs. */
  readonly scriptOf: (service: string) => string;
  readonly environment: Readonly<Record<string, string>>;
  /** A folder for the pods' logs. */
  readonly logs: string;
}

/** Starts one pod of each service, and resolves when all are ready. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { services, scriptOf, environment, logs } = options;
  const deployments = new Map(
    services.map((service) => [
      service,
      new Deployment({
        service,
        start: (name) =>
          startPod({
            name,
            script: scriptOf(service),
            environment,
            logFile: join(logs, `${name}.log`),
          }),
        sleep: async (ms) => {
          await sleep(ms);
        },
      }),
    ]),
  );
  const all = [...deployments.values()];
  const onAll = async (work: (deployment: Deployment) => Promise<void>): Promise<void> => {
    await Promise.all(all.map(work));
  };
  const kill = (deployment: Deployment, pod: Pod): string => {
    deployment.kill(pod);
    return pod.name;
  };
  await onAll((deployment) => deployment.scale(1));
  return {
    services,
    urlOf: (service) => deployments.get(service)?.url(),
    scale: async (service, replicas) => deployments.get(service)?.scale(replicas),
    killOne: (random) => {
      const pods = all.flatMap((deployment) => deployment.pods.map((pod) => ({ deployment, pod })));
      const chosen = pods[Math.floor(random() * pods.length)];
      return chosen ? kill(chosen.deployment, chosen.pod) : 'nobody';
    },
    kill: (service) => {
      const deployment = deployments.get(service);
      const pod = deployment?.pods[0];
      return deployment && pod ? kill(deployment, pod) : 'nobody';
    },
    fates: () => new Map(all.map(({ service, fates }) => [service, fates])),
    stop: () => onAll((deployment) => deployment.scale(0)),
    destroy: () => onAll((deployment) => deployment.destroy()),
  };
}
