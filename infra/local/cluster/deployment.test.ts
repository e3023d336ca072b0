import { Deployment } from './deployment.ts';
import type { Pod, PodEnding } from './pod.ts';

/** A pod without a process: it is ready at once, and ends with code 0 when it is told to. */
class FakePod implements Pod {
  readonly name: string;
  readonly settled = Promise.resolve();
  readonly signals: string[] = [];
  readonly ended: Promise<PodEnding>;
  end: (ending: Partial<PodEnding>) => void = () => undefined;

  constructor(name: string) {
    this.name = name;
    this.ended = new Promise((resolve) => {
      this.end = (ending) => resolve({ code: null, signal: null, complaint: '', ...ending });
    });
  }

  url = (): string => `http://${this.name}`;

  signal(signal: 'SIGKILL' | 'SIGTERM'): void {
    this.signals.push(signal);
    this.end(signal === 'SIGTERM' ? { code: 0 } : { signal });
  }
}

function world() {
  const started: FakePod[] = [];
  const deployment = new Deployment({
    service: 'relay',
    start: (name) => {
      const pod = new FakePod(name);
      started.push(pod);
      return pod;
    },
    sleep: () => Promise.resolve(),
  });
  const names = () => deployment.pods.map(({ name }) => name);
  return { deployment, started, names };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a deployment', () => {
  it('starts pods, asks each of them in turn, and drains those that are too many', async () => {
    const { deployment, names, started } = world();
    expect(deployment.url()).toBeUndefined();
    await deployment.scale(3);
    const urls = [deployment.url(), deployment.url(), deployment.url()];
    expect(new Set(urls)).toEqual(new Set(['http://relay-1', 'http://relay-2', 'http://relay-3']));
    await deployment.scale(1);
    expect(names()).toEqual(['relay-1']);
    expect(started.map(({ signals }) => signals)).toEqual([[], ['SIGTERM'], ['SIGTERM']]);
    expect(deployment.fates).toMatchObject({ started: 3, killedAtMs: [], drained: 2, faults: [] });
  });

  it('replaces a pod that is killed', async () => {
    const { deployment, names, started } = world();
    await deployment.scale(1);
    started.forEach((pod) => deployment.kill(pod));
    await turn();
    expect(names()).toEqual(['relay-2']);
    expect(deployment.fates).toMatchObject({
      started: 2,
      killedAtMs: [expect.any(Number)],
      faults: [],
    });
  });

  it('replaces a pod that ends by itself, and remembers why', async () => {
    const { deployment, names, started } = world();
    await deployment.scale(1);
    started[0]?.end({ code: 1, complaint: 'relay cannot start: AWS does not answer' });
    await turn();
    expect(names()).toEqual(['relay-2']);
    expect(deployment.fates.faults).toEqual([
      'relay-1 ended by itself (code 1: relay cannot start: AWS does not answer)',
    ]);
  });

  it('remembers a pod that does not drain', async () => {
    const { deployment, started } = world();
    await deployment.scale(1);
    started[0]?.end({ code: 1 });
    await deployment.scale(0);
    expect(deployment.fates).toMatchObject({
      drained: 0,
      faults: ['relay-1 did not drain (code 1)'],
    });
  });

  it('replaces nothing once it is destroyed', async () => {
    const { deployment, names, started } = world();
    await deployment.scale(2);
    await deployment.destroy();
    await turn();
    expect(names()).toEqual([]);
    expect(started.map(({ signals }) => signals)).toEqual([['SIGKILL'], ['SIGKILL']]);
    expect(deployment.fates).toMatchObject({ started: 2, faults: [] });
  });
});
