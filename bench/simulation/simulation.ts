import { hours } from '@waybill/kernel/duration';
import { Cluster } from './cluster.ts';
import { Customers } from './customers.ts';
import { violationsOf, type Violation } from './invariants.ts';
import { isOver, ordersOf } from './order-book.ts';
import { realParts, type Parts } from './parts.ts';
import { World } from './world.ts';

/** The most time that may pass until everything has come to rest. */
const longestMs = hours(72);

/** What came of a seed. */
export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: () => readonly string[];
  /** The same for two runs that went the same way. */
  readonly digest: () => string;
}

/** Lets a whole system live through what the seed has in store for it, and looks at what is left. */
export async function simulate(seed: number, parts: Parts = realParts): Promise<Outcome> {
  const world = new World(seed);
  const { clock, trace } = world;
  trace.note('plan', JSON.stringify(world.plan));
  const customers = new Customers(world, new Cluster(world, parts));
  const isAtRest = createRest(world);
  try {
    await clock.until(() => customers.areDone && isAtRest(), longestMs);
    world.hasComeToRest = true;
  } catch {
    trace.note('simulation', 'has not come to rest');
  }
  return {
    seed,
    violations: violationsOf(world),
    trace: () => trace.lines(),
    digest: () => trace.digest(),
  };
}

/** Asks whether nothing is under way any more; the cheap questions first. */
function createRest(world: World): () => boolean {
  const queues = [...world.queues.values()];
  let commits = -1;
  let areOver = false;
  return () => {
    const isStill =
      world.network.isQuiet &&
      world.toRelay.isEmpty &&
      world.toReadModel.isEmpty &&
      queues.every((queue) => queue.isEmpty);
    if (!isStill) return false;
    if (commits !== world.commits) areOver = ordersOf(world).every(isOver);
    ({ commits } = world);
    return areOver;
  };
}
