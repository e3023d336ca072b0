import { performance } from 'node:perf_hooks';
import { wallClock } from '../../infra/local/load/clock.ts';
import { place } from './errand.ts';
import { orderOf, shelfViolations, shelvesOf, violationsOf } from './invariants.ts';
import { Fate, type Schedule, type Strike } from './schedule.ts';
import { StepReader, type Step } from './step.ts';
import type { World } from './world.ts';

/** What one order came to under its schedule. */
export interface Outcome {
  readonly schedule: Schedule;
  /** The strikes that met their step; on a way that came otherwise, not all may. */
  readonly hit: readonly Strike[];
  readonly violations: readonly string[];
  /** Each step of the order, and how often it was taken. */
  readonly steps: ReadonlyMap<Step, number>;
  readonly tookMs: number;
}

const patienceMs = 40_000;
const lookMs = 50;

/** Tries schedules in a world, an order each, one after the other. */
export class Trials {
  readonly #world: World;
  readonly #reader = new StepReader();
  readonly #name: string;
  #count = 0;

  /** `name` sets this world's orders apart from another's. */
  constructor(world: World, name: string) {
    this.#world = world;
    this.#name = name;
  }

  /** Has an order go its way under the schedule, and waits until all is as it must be, or will not become so. */
  async run(schedule: Schedule): Promise<Outcome> {
    const world = this.#world;
    const startedMs = performance.now();
    const before = await shelvesOf(world);
    const fate = new Fate(schedule.strikes, this.#reader);
    world.proxy.plan = fate;
    const placed = await place(world, `${this.#name}-${(this.#count += 1)}`, schedule.way);
    const { orderId } = placed;
    const look = async (): Promise<string[]> => {
      const order = await orderOf(world, orderId);
      if (order?.status !== 'shipped' && order?.status !== 'cancelled') return ['is under way'];
      const mayRepeatMail = fate.hit.some(({ step }) => step.includes(' SendEmail '));
      const { way } = schedule;
      return [
        ...(await violationsOf(world, { placed, way, mayRepeatMail })),
        ...shelfViolations(before, await shelvesOf(world), way === 'shipped' ? 1 : 0),
      ];
    };
    let violations = await look();
    while (violations.length > 0 && performance.now() - startedMs < patienceMs) {
      await wallClock.sleep(lookMs);
      violations = await look();
    }
    await world.recovered();
    this.#reader.forget(orderId);
    const tookMs = performance.now() - startedMs;
    return { schedule, hit: fate.hit, violations, steps: fate.seen, tookMs };
  }
}
