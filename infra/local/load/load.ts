import { parseArguments, usage, type Arguments } from './arguments.ts';
import { awaitOrders } from './await-orders.ts';
import { checkFigures, requireNoFigures } from './check-figures.ts';
import { connect } from './client.ts';
import type { Clock } from './clock.ts';
import { describeDay } from './describe-day.ts';
import { Failure } from './failure.ts';
import { gatherFacts } from './gather-facts.ts';
import { placeOrders } from './place-orders.ts';
import type { Progress } from './progress.ts';
import { readDay } from './read-day.ts';
import { reconcile } from './reconcile.ts';
import { report } from './report.ts';
import { createShop } from './shop.ts';
import { stockUp } from './stock-up.ts';

/** What a run needs of the world around it. */
export interface Surroundings {
  readonly clock: Clock;
  /** Lower-case letters and digits, never used before. */
  readonly runId: string;
  readonly progress: Progress;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Replays a day through the HTTP API and reconciles what became of it. Returns the exit code: 0 when all is as it
 * must be, 1 when something is not or the system is away, 2 when the options or the file are wrong.
 */
export async function load(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const parsed = parseArguments(argv);
    if (parsed !== 'help') return await replay(parsed, surroundings);
    surroundings.print(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    surroundings.complain(error.message);
    return error.exitCode;
  }
}

async function replay(asked: Arguments, surroundings: Surroundings): Promise<number> {
  const { clock, print } = surroundings;
  const day = await readDay(asked);
  const client = await connect(asked.url, clock);
  const run = { ...surroundings, shop: createShop(client), concurrency: asked.concurrency };
  for (const line of describeDay(day)) print(line);
  if (asked.checkFigures) await requireNoFigures(client, clock);
  const startedAt = clock.now();

  const stocked = await stockUp(run, day.products);
  const { placed, refused } = await placeOrders(run, day.invoices);
  const deadline = clock.now() + asked.timeoutMs;
  await awaitOrders(run, placed, deadline);
  const facts = await gatherFacts(run, { refused, placed, stocked }, deadline);

  const mismatches = reconcile(facts);
  for (const line of report(facts, mismatches, client.retries())) print(line);
  if (!asked.checkFigures) return mismatches.length === 0 ? 0 : 1;

  const figures = await checkFigures(facts, { client, clock, startedAt, deadline });
  for (const line of ['', ...figures.lines]) print(line);
  return mismatches.length + figures.problems === 0 ? 0 : 1;
}
