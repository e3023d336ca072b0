import type { Client } from './client.ts';
import { growingPauseMs, type Clock } from './clock.ts';
import { count } from './describe-day.ts';
import type { Facts } from './facts.ts';
import { excerpt, Failure } from './failure.ts';
import { describeFigures, differences, figuresOf } from './figures.ts';
import { groupBy } from './group-by.ts';
import { readFigures } from './read-figures.ts';

/** What the check looks at, and until when, in milliseconds since 1970, it waits for figures that are late. */
export interface FigureCheck {
  readonly client: Client;
  readonly clock: Clock;
  readonly startedAt: number;
  readonly deadline: number;
}

const longestPauseMs = 1_000;
const mostListed = 50;

/** Throws a `Failure` where orders came before: they would be among the figures. */
export async function requireNoFigures(client: Client, clock: Clock): Promise<void> {
  const now = clock.now();
  if ((await readFigures(client, { fromMs: now, toMs: now })).length === 0) return;
  const advice = 'stop the system, start it anew, and load this day first';
  throw new Failure(`--check-figures: orders were placed here today already; ${advice}`, 1);
}

/** Compares the figures of analytics with sums over the day's invoices. Resolves with what to print, and how many differ. */
export async function checkFigures(
  { orders }: Facts,
  { client, clock, startedAt, deadline }: FigureCheck,
): Promise<{ lines: string[]; problems: number }> {
  const wanted = figuresOf(orders);
  for (let round = 0; ; round++) {
    const counted = await readFigures(client, { fromMs: startedAt, toMs: clock.now() });
    const problems = differences(wanted, counted);
    if (problems.length > 0 && clock.now() < deadline) {
      await clock.sleep(growingPauseMs(round, longestPauseMs));
      continue;
    }
    const sign = problems.length === 0 ? '=' : '≠';
    const products = count(wanted[0]?.bestSellers.length ?? 0, 'best seller');
    const lines = [
      `Figures    ${describeFigures(counted)}`,
      `           ${sign} ${describeFigures(wanted)}, summed from the day`,
      `           ${products} compared by rank, pieces and revenue`,
      `Mails      ${describeMails(orders)}`,
      ...excerpt(problems, mostListed).map((problem) => `  ${problem}`),
    ];
    return { lines, problems: problems.length };
  }
}

function describeMails(orders: Facts['orders']): string {
  const kinds = groupBy(
    orders.flatMap(({ mails }) => mails),
    ({ kind }) => kind,
  );
  const counts = [...kinds].map(([kind, some]) => `${some.length} ${kind}`);
  return `${counts.join(', ')} for ${count(orders.length, 'order')}`;
}
