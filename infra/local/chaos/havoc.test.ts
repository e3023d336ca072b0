import type { Cluster } from '../cluster/cluster.ts';
import { startHavoc } from './havoc.ts';
import { plan } from './plan.ts';

/** A cluster that notes what is done to it. */
function world(seed: number) {
  const draws: number[] = [];
  const cluster = {
    killOne: (random: () => number) => {
      draws.push(random());
      return 'relay-1';
    },
  } as unknown as Cluster;
  const printed: string[] = [];
  const print = (line: string) => printed.push(line);
  const platform = {} as Parameters<typeof startHavoc>[0]['platform'];
  const havoc = startHavoc({ cluster, platform, seed, killEveryMs: 2, print });
  return { draws, printed, havoc };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('havoc', () => {
  it('kills again and again until it is stopped, by what the seed decides', async () => {
    const all = [world(1), world(1), world(2)] as const;
    await pause(100);
    await Promise.all(all.map(({ havoc }) => havoc.stop()));
    const [first, same, other] = all.map(({ draws }) => draws.slice(0, 5));
    expect(first).toHaveLength(5);
    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
    expect(all[0].printed[0]).toMatch(/^ +0\.\d s {2}kill {3}relay-1$/);
    const { length } = all[0].draws;
    await pause(20);
    expect(all[0].draws).toHaveLength(length);
  });

  it('leaves every stream with the shards, and every service with the pods, that it found', () => {
    for (const target of ['changes', 'order-changes']) {
      const steps = plan.filter((step) => step.target === target).map(({ what }) => what);
      expect(steps).toEqual(['split', 'split', 'merge', 'merge']);
    }
    for (const target of ['relay', 'inventory']) {
      const steps = plan.filter((step) => step.target === target && step.what === 'scale');
      expect(steps.map(({ replicas }) => replicas)).toEqual([3, 1]);
    }
  });
});
