import type { Pod, PodEnding } from './pod.ts';

/** What became of a deployment's pods. */
export interface Fates {
  started: number;
  /** When each was that was killed, in milliseconds since 1970. */
  readonly killedAtMs: number[];
  drained: number;
  /** Pods that ended although nobody had told them to, or badly although they were told. */
  readonly faults: string[];
}

/** How a deployment starts pods, and how long it waits before it restarts one that ended by itself. */
export interface DeploymentOptions {
  readonly service: string;
  readonly start: (podName: string) => Pod;
  readonly sleep: (ms: number) => Promise<void>;
}

const crashBackoffMs = 1_000;

/** Keeps so many pods of a service, and replaces those that end: a Deployment of Kubernetes in miniature. */
export class Deployment {
  readonly service: string;
  readonly fates: Fates = { started: 0, killedAtMs: [], drained: 0, faults: [] };
  readonly #options: DeploymentOptions;
  #pods: Pod[] = [];
  #replicas = 0;
  #turn = 0;

  constructor(options: DeploymentOptions) {
    this.#options = options;
    this.service = options.service;
  }

  /** The pods that are to be there, ready or not. */
  get pods(): readonly Pod[] {
    return this.#pods;
  }

  /** A pod that is ready, another each time; `undefined` while none is. */
  url(): string | undefined {
    const urls = this.#pods.map((pod) => pod.url()).filter((url) => url !== undefined);
    this.#turn += 1;
    return urls[this.#turn % urls.length];
  }

  /** Resolves when the new pods are ready, and those that go have drained. */
  async scale(replicas: number): Promise<void> {
    this.#replicas = replicas;
    const leaving = this.#pods.splice(replicas);
    const coming = Array.from({ length: replicas - this.#pods.length }, () => this.#start());
    await Promise.all([
      ...leaving.map((pod) => this.#drain(pod)),
      ...coming.map(({ settled }) => settled),
    ]);
  }

  /** Ends a pod at once, in the middle of whatever it does. Another takes its place. */
  kill(pod: Pod): void {
    if (!this.#pods.includes(pod)) return;
    this.#remove(pod);
    pod.signal('SIGKILL');
    this.fates.killedAtMs.push(Date.now());
    this.#start();
  }

  /** Ends every pod at once, and replaces none. */
  async destroy(): Promise<void> {
    this.#replicas = 0;
    const all = this.#pods.splice(0);
    all.forEach((pod) => pod.signal('SIGKILL'));
    await Promise.all(all.map(({ ended }) => ended));
  }

  #start(): Pod {
    this.fates.started += 1;
    const pod = this.#options.start(`${this.service}-${this.fates.started}`);
    this.#pods.push(pod);
    void pod.ended.then((ending) => this.#replace(pod, ending));
    return pod;
  }

  /** Only for pods that ended by themselves: the others are no longer among ours. */
  async #replace(pod: Pod, ending: PodEnding): Promise<void> {
    if (!this.#pods.includes(pod)) return;
    this.#remove(pod);
    this.fates.faults.push(`${pod.name} ended by itself (${inWords(ending)})`);
    await this.#options.sleep(crashBackoffMs);
    if (this.#pods.length < this.#replicas) this.#start();
  }

  async #drain(pod: Pod): Promise<void> {
    const wasReady = pod.url() !== undefined;
    pod.signal('SIGTERM');
    const ending = await pod.ended;
    // Before it is ready a process has nothing to drain, and the signal simply ends it.
    if (ending.code === 0 || !wasReady) this.fates.drained += 1;
    else this.fates.faults.push(`${pod.name} did not drain (${inWords(ending)})`);
  }

  #remove(pod: Pod): void {
    this.#pods = this.#pods.filter((each) => each !== pod);
  }
}

function inWords({ code, signal, complaint }: PodEnding): string {
  const end = signal === null ? `code ${String(code)}` : signal;
  return complaint === '' ? end : `${end}: ${complaint}`;
}
