import { messagesWaiting } from './leftovers.ts';
import { stockUp } from './errand.ts';
import type { Schedule } from './schedule.ts';
import { Trials, type Outcome } from './trial.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

/** What came of a number of schedules. */
export interface Campaign {
  readonly outcomes: readonly Outcome[];
  /** How often a service was killed and started again. */
  readonly deaths: number;
  /** Messages in dead-letter queues: none of these orders has poison in it. */
  readonly deadLetters: readonly string[];
}

export interface CampaignOptions extends Pick<WorldOptions, 'random' | 'awsWorker'> {
  /** How many worlds run side by side: an order mostly waits. */
  readonly worlds: number;
  /** What is tried, given undisturbed runs of every way. */
  readonly plan: (undisturbed: readonly Outcome[]) => readonly Schedule[];
  readonly reached?: (done: number, total: number) => void;
}

const undisturbed: readonly Schedule[] = [
  { way: 'shipped', strikes: [] },
  { way: 'compensated', strikes: [] },
];

/** Enumerates the steps of undisturbed orders, and tries what is planned against them. */
export async function runCampaign(options: CampaignOptions): Promise<Campaign> {
  const { worlds: count, random, awsWorker, plan, reached } = options;
  const worlds: World[] = [];
  try {
    for (let i = 0; i < count; i += 1) worlds.push(await openWorld({ random, awsWorker }));
    const trials = worlds.map((world, i) => new Trials(world, `world-${i}`));
    await Promise.all(worlds.map((world) => stockUp(world, 100_000)));
    // The first orders of a world meet cold caches; the second are what the rest will be like.
    const models = await inTurn(trials, [...undisturbed, ...undisturbed], () => undefined);
    const schedules = plan(models);
    let done = 0;
    const outcomes = await inTurn(trials, schedules, () =>
      reached?.((done += 1), schedules.length),
    );
    const deadLetters = (await Promise.all(worlds.map(messagesWaiting))).flat();
    const deaths = worlds.reduce((sum, world) => sum + world.deaths, 0);
    return { outcomes: [...models, ...outcomes], deaths, deadLetters };
  } finally {
    await Promise.all(worlds.map((world) => world.close()));
  }
}

/** Each world takes the next schedule when it is done with one. */
async function inTurn(
  trials: readonly Trials[],
  schedules: readonly Schedule[],
  ended: () => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  await Promise.all(
    trials.map(async (trial) => {
      for (let schedule = schedules[next++]; schedule; schedule = schedules[next++]) {
        outcomes.push(await trial.run(schedule));
        ended();
      }
    }),
  );
  return outcomes;
}
