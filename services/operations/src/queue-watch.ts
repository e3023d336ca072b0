import { loop } from '@waybill/runtime/loop';
import type { Platform } from '@waybill/runtime/platform';
import type { QueueDepth } from '@waybill/runtime/queue/queue-depth';
import type { Worker } from '@waybill/runtime/worker';
import { keptBriefly } from './kept-briefly.ts';
import { systemQueues, type SystemQueue } from './queues.ts';

/** A queue as it was when it was looked into. `isUnknown`: it could not be. */
export type MeasuredQueue = SystemQueue & (QueueDepth | { readonly isUnknown: true });

export interface Measurement {
  /** RFC 3339. */
  readonly measuredAt: string;
  readonly queues: readonly MeasuredQueue[];
}

/** What the watch works with. */
export interface Adapters {
  readonly platform: Pick<Platform, 'now' | 'random' | 'sleep' | 'log' | 'metrics'>;
  readonly depthOf: (queue: string) => Promise<QueueDepth>;
  readonly everyMs: number;
}

const atOnce = 8;

/** Looks into every queue now and then, for Prometheus, and for whoever asks in between. */
export class QueueWatch {
  readonly #adapters: Adapters;
  /** The newest measurement; another where it is older than the interval. */
  readonly latest: () => Promise<Measurement>;
  readonly worker: Worker;

  constructor(adapters: Adapters) {
    this.#adapters = adapters;
    const { platform, everyMs } = adapters;
    const now = (): number => platform.now().getTime();
    this.latest = keptBriefly(everyMs, now, () => this.#measure());
    this.worker = loop({
      turn: async () => {
        await this.latest();
        return everyMs;
      },
      failed: (error) => platform.log.warn({ err: error }, 'queues-not-measured'),
      random: platform.random,
      sleep: platform.sleep,
    });
  }

  async #measure(): Promise<Measurement> {
    const { now, metrics } = this.#adapters.platform;
    const queues: MeasuredQueue[] = [];
    const waiting = [...systemQueues];
    const one = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        queues.push(await this.#look(next));
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    const measuredAt = now();
    if (!queues.some((queue) => 'isUnknown' in queue)) {
      metrics.queuesMeasured.set(measuredAt.getTime() / 1_000);
    }
    const place = (queue: SystemQueue): number =>
      systemQueues.findIndex((each) => each.queue === queue.queue);
    return {
      measuredAt: measuredAt.toISOString(),
      queues: queues.sort((a, b) => place(a) - place(b)),
    };
  }

  async #look(queue: SystemQueue): Promise<MeasuredQueue> {
    const { depthOf, platform } = this.#adapters;
    const { queueMessages } = platform.metrics;
    const labels = { queue: queue.queue, kind: queue.kind };
    try {
      const depth = await depthOf(queue.queue);
      queueMessages.set({ ...labels, state: 'visible' }, depth.visible);
      queueMessages.set({ ...labels, state: 'in-flight' }, depth.inFlight);
      queueMessages.set({ ...labels, state: 'delayed' }, depth.delayed);
      return { ...queue, ...depth };
    } catch (error) {
      platform.log.warn({ err: error, queue: queue.queue }, 'queue-not-measured');
      // What is not known must not look like what was known last.
      for (const state of ['visible', 'in-flight', 'delayed'])
        queueMessages.remove({ ...labels, state });
      return { ...queue, isUnknown: true };
    }
  }
}
