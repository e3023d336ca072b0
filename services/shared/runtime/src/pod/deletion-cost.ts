import { readFile } from 'node:fs/promises';
import { ConfigError } from '../config.ts';
import { loop } from '../loop.ts';
import type { Platform } from '../platform.ts';
import type { Worker } from '../worker.ts';

/** Which pod this is, and where Kubernetes answers. */
export interface PodOptions {
  readonly name?: string;
  readonly namespace?: string;
  readonly apiUrl?: string;
  /** The service account's token, renewed by Kubernetes every hour. */
  readonly tokenFile?: string;
}

/** Every change is a write to the API server. */
const lookEveryMs = 10_000;
const timeoutMs = 5_000;
const annotation = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * Keeps a pod's deletion cost at the messages that it has in hand, in powers of two, so that idle pods go first when
 * fewer are wanted: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#pod-deletion-cost
 * Needs leave to patch pods, and Kubernetes' certificate in NODE_EXTRA_CA_CERTS.
 * @throws ConfigError if the pod is not named
 */
export function keepDeletionCost(
  { log, metrics, random, sleep }: Pick<Platform, 'log' | 'metrics' | 'random' | 'sleep'>,
  options: PodOptions,
): Worker {
  const {
    name,
    namespace,
    apiUrl = 'https://kubernetes.default.svc',
    tokenFile = '/var/run/secrets/kubernetes.io/serviceaccount/token',
  } = options;
  if (name === undefined || namespace === undefined) {
    throw new ConfigError('POD_DELETION_COST needs POD_NAME and POD_NAMESPACE');
  }
  const url = `${apiUrl}/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;
  // What an earlier container of the pod may have told is not known.
  let told: number | undefined;

  async function tell(cost: number, signal: AbortSignal): Promise<void> {
    const response = await fetch(url, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${(await readFile(tokenFile, 'utf8')).trim()}`,
        'content-type': 'application/merge-patch+json',
      },
      body: JSON.stringify({ metadata: { annotations: { [annotation]: String(cost) } } }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`Kubernetes answers ${response.status}`);
  }

  return loop({
    turn: async (signal) => {
      const { values } = await metrics.inFlight.get();
      const cost = costOf(values[0]?.value ?? 0);
      if (cost !== told) {
        await tell(cost, signal);
        told = cost;
      }
      return lookEveryMs;
    },
    failed: (error) => log.warn({ err: error, pod: name }, 'deletion-cost-not-told'),
    random,
    sleep,
    baseMs: lookEveryMs,
    capMs: 60_000,
  });
}

/** The next power of two, so that a busy pod's changes are few. */
export function costOf(inHand: number): number {
  return inHand < 1 ? 0 : 2 ** Math.ceil(Math.log2(inHand));
}
