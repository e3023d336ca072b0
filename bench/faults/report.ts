import type { Campaign } from './campaign.ts';
import { told } from './schedules.ts';
import type { StormReport } from './storm.ts';

/** What a part came to, for a reader. */
export interface Report {
  readonly isGood: boolean;
  readonly lines: readonly string[];
}

/** Of schedules. One whose step never came, because the order's way was another, counts as not met. */
export function campaignReport(name: string, { outcomes, deaths, deadLetters }: Campaign): Report {
  const tried = outcomes.filter(({ schedule }) => schedule.strikes.length > 0);
  const met = tried.filter(({ hit, schedule }) => hit.length === schedule.strikes.length);
  const broken = outcomes.filter(({ violations }) => violations.length > 0);
  const isGood = broken.length === 0 && deadLetters.length === 0;
  const ways = count(met.map(({ schedule }) => schedule.way));
  const blows = count(met.flatMap(({ hit }) => hit.map(({ blow }) => blow)));
  return {
    isGood,
    lines: [
      `${name}: ${met.length} schedules ran (${ways}; ${blows}), ${deaths} processes died`,
      `  ${tried.length - met.length} met no such call this time`,
      isGood ? '  every invariant holds' : `  ${broken.length} orders are not as they must be:`,
      ...broken.flatMap(({ schedule, violations }) => [
        `  ✗ ${told(schedule)}`,
        ...violations.map((violation) => `      ${violation}`),
      ]),
      ...deadLetters.map((letter) => `  ✗ dead letter in ${letter}`),
    ],
  };
}

/** Of a storm. */
export function stormReport(storm: StormReport): Report {
  const { orders, faults, deaths, settledMs, violations, deadLetters } = storm;
  const isGood = violations.length === 0 && deadLetters.length === 0;
  const kinds = [...faults].map(([kind, times]) => `${times} ${kind}`).join(', ');
  return {
    isGood,
    lines: [
      `storm: ${orders} orders under ${kinds}; ${deaths} processes died`,
      isGood
        ? `  every invariant holds, ${(settledMs / 1_000).toFixed(1)} s after the last fault`
        : `  after ${(settledMs / 1_000).toFixed(0)} s of calm:`,
      ...violations.map((violation) => `  ✗ ${violation}`),
      ...deadLetters.map((letter) => `  ✗ dead letter in ${letter}`),
    ],
  };
}

function count(things: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return [...counts].map(([thing, times]) => `${times} ${thing}`).join(', ');
}
