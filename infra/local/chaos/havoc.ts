import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { mergeFirst, splitWidest } from '../cluster/resharding.ts';
import { seededRandom } from '../load/random.ts';
import type { Platform } from '@waybill/runtime/platform';
import { plan, type Step } from './plan.ts';

/** What is done to a cluster while it works. */
export interface Havoc {
  /** Scales, kills and reshards by plan, in so long. Rejects if a step of it fails. */
  carryOut(overMs: number): Promise<void>;
  /** No more kills. */
  stop(): Promise<void>;
}

/** What havoc works on, and how much of it there is. */
export interface HavocOptions {
  readonly cluster: Cluster;
  readonly platform: Pick<Platform, 'aws' | 'name'>;
  readonly seed: number;
  readonly killEveryMs: number;
  readonly print: (line: string) => void;
}

/** Kills pods at random from now on. */
export function startHavoc(options: HavocOptions): Havoc {
  const { cluster, platform, seed, killEveryMs, print } = options;
  const startedAt = performance.now();
  const note = (line: string): void => {
    print(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(7)} s  ${line}`);
  };
  const random = seededRandom(seed);
  const stopping = new AbortController();

  async function kill(): Promise<void> {
    for (;;) {
      await sleep(killEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      note(`kill   ${cluster.killOne(random)}`);
    }
  }

  async function take({ what, target, replicas = 1 }: Step): Promise<void> {
    if (what === 'scale') {
      note(`scale  ${target} to ${replicas}`);
      await cluster.scale(target, replicas);
      note(`scaled ${target} to ${replicas}`);
      return;
    }
    if (what === 'kill') {
      note(`kill   ${cluster.kill(target)}`);
      return;
    }
    const open = await (what === 'split' ? splitWidest : mergeFirst)(platform, target);
    note(`${what}  ${target}: ${open} open shards`);
  }

  const killing = kill();
  return {
    async carryOut(overMs) {
      await Promise.all(
        plan.map(async (step) => {
          await sleep(step.at * overMs);
          await take(step);
        }),
      );
    },
    stop: async () => {
      stopping.abort();
      await killing;
    },
  };
}
