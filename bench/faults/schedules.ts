import { ways, type Way } from './errand.ts';
import { blows, type Schedule, type Strike } from './schedule.ts';
import type { Step } from './step.ts';
import type { Outcome } from './trial.ts';

/** A step that is taken more often than so is taken by chance: polls of a row that is not there yet, and the like. */
const mostOccurrences = 2;

/** Every strike that there is on a way, of which these are undisturbed runs. */
export function strikesOf(runs: readonly Outcome[]): Strike[] {
  const steps = new Map<Step, number>();
  for (const run of runs) {
    for (const [step, count] of run.steps) steps.set(step, Math.max(count, steps.get(step) ?? 0));
  }
  return [...steps].flatMap(([step, count]) =>
    Array.from({ length: Math.min(count, mostOccurrences) }, (_, i) => i + 1).flatMap(
      (occurrence) => blows.map((blow) => ({ step, occurrence, blow })),
    ),
  );
}

/** Every step, every fault: a schedule for each strike of each way. */
export function everySchedule(undisturbed: readonly Outcome[]): Schedule[] {
  return ways.flatMap((way) =>
    strikesOf(undisturbed.filter(({ schedule }) => schedule.way === way)).map((strike) => ({
      way,
      strikes: [strike],
    })),
  );
}

/** So many schedules of two different strikes each, by chance. */
export function doubleSchedules(
  undisturbed: readonly Outcome[],
  count: number,
  random: () => number,
): Schedule[] {
  const strikes = new Map<Way, Strike[]>(
    ways.map((way) => [way, strikesOf(undisturbed.filter(({ schedule }) => schedule.way === way))]),
  );
  const any = <T>(all: readonly T[]): T => {
    const one = all[Math.floor(random() * all.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  };
  return Array.from({ length: count }, () => {
    const way = any(ways);
    const ofWay = strikes.get(way) ?? [];
    const first = any(ofWay);
    return { way, strikes: [first, any(ofWay.filter((strike) => strike !== first))] };
  });
}

/** A schedule in a line. */
export function told({ way, strikes }: Schedule): string {
  const each = strikes.map(({ step, occurrence, blow }) => `${step} #${occurrence}: ${blow}`);
  return `${way}: ${each.join(' & ')}`;
}
