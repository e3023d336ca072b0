import { seconds } from '@waybill/kernel/duration';
import type { OrderDesk } from '@waybill/orders/order-desk';
import type { Parts } from './parts.ts';
import { Pod } from './pod.ts';
import { deployed, Wiring, type Running } from './services.ts';
import type { World } from './world.ts';

/** The pods. One that dies is replaced after a while. */
export class Cluster {
  readonly #world: World;
  readonly #parts: Parts;
  readonly #desks = new Map<Pod, OrderDesk>();
  #started = 0;

  constructor(world: World, parts: Parts) {
    this.#world = world;
    this.#parts = parts;
    for (const service of deployed) {
      this.#start(service);
      this.#start(service);
    }
  }

  /** The desk of a pod that is alive, if any is. */
  desk(): OrderDesk | undefined {
    const [one, other] = [...this.#desks.values()];
    return one && other ? this.#world.chance.pick(one, other) : one;
  }

  #start(service: (typeof deployed)[number]): void {
    const { clock, chance, trace } = this.#world;
    const pod = new Pod(`${service}#${(this.#started += 1)}`, { clock, chance, trace });
    const running: Running = new Wiring(this.#world, pod, this.#parts)[service]();
    running.workers.forEach((worker) => worker.start());
    if (running.desk) this.#desks.set(pod, running.desk);
    pod.whenDead(() => {
      this.#desks.delete(pod);
      void clock.sleep(chance.between(seconds(1), seconds(20))).then(() => this.#start(service));
    });
  }
}
