import { performance } from 'node:perf_hooks';
import { inParallel } from '../../infra/local/load/in-parallel.ts';
import { wallClock } from '../../infra/local/load/clock.ts';
import { place, stockUp, ways } from './errand.ts';
import { noFaults } from './fault.ts';
import { shelfViolations, shelvesOf, violationsOf } from './invariants.ts';
import { messagesWaiting } from './leftovers.ts';
import { StormPlan } from './storm-plan.ts';
import { openWorld, type WorldOptions } from './world.ts';

/** What came of a storm. */
export interface StormReport {
  readonly orders: number;
  readonly violations: readonly string[];
  readonly deadLetters: readonly string[];
  readonly deaths: number;
  /** From the last fault until all was as it must be. */
  readonly settledMs: number;
  readonly faults: ReadonlyMap<string, number>;
}

/** The storm goes on for so long after the last order was placed. */
const stormMs = 15_000;
const patienceMs = 60_000;

/** Places so many orders at once while anything may go wrong with any call, and then looks what came of them. */
export async function runStorm(
  count: number,
  { random, awsWorker }: Pick<WorldOptions, 'random' | 'awsWorker'>,
): Promise<StormReport> {
  // A claim that is shorter than the delays would be one that ends while its mail is sent.
  const world = await openWorld({
    random,
    awsWorker,
    environment: {
      MAIL_CLAIM_MS: '15000',
      // Who finds a claim asks again until it ends: so seldom that it is not taken for poison.
      QUEUE_RETRY_CAP_MS: '2000',
    },
  });
  try {
    await stockUp(world, 100_000);
    const before = await shelvesOf(world);
    const plan = new StormPlan(random);
    world.proxy.plan = plan;
    const numbers = Array.from({ length: count }, (_, i) => i);
    const orders = await inParallel(numbers, 20, async (i) => {
      const way = ways[i % ways.length] ?? 'shipped';
      return { way, placed: await place(world, `storm-${i}`, way) };
    });
    const shipped = orders.filter(({ way }) => way === 'shipped').length;
    const look = async (): Promise<string[]> => {
      const each = await inParallel(orders, 20, async ({ way, placed }) => {
        const asked = { way, placed, mayRepeatMail: plan.mayRepeatMail };
        const violations = await violationsOf(world, asked);
        return violations.map((violation) => `${placed.orderId}: ${violation}`);
      });
      return [...each.flat(), ...shelfViolations(before, await shelvesOf(world), shipped)];
    };
    await wallClock.sleep(stormMs);
    world.proxy.plan = noFaults;
    const calmMs = performance.now();
    let violations = await look();
    while (violations.length > 0 && performance.now() - calmMs < patienceMs) {
      await wallClock.sleep(500);
      violations = await look();
    }
    const settledMs = performance.now() - calmMs;
    await world.recovered();
    const deadLetters = await messagesWaiting(world);
    const { deaths } = world;
    return {
      orders: orders.length,
      violations,
      deadLetters,
      deaths,
      faults: plan.counts,
      settledMs,
    };
  } finally {
    await world.close();
  }
}
