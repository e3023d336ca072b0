import { isMainThread } from 'node:worker_threads';
import { parseArguments, usage, type Request } from './simulation/arguments.ts';
import { createProgress } from './progress.ts';
import { reportOf } from './simulation/report.ts';
import { simulate } from './simulation/simulation.ts';
import { searchOnEveryCore, serveSeeds } from './simulation/threads.ts';

if (isMainThread) await main();
else serveSeeds();

async function main(): Promise<void> {
  const request = requested();
  if (!request) process.exitCode = 2;
  else if (request.count === 1) await one(request);
  else await many(request);
}

function requested(): Request | undefined {
  try {
    return parseArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return undefined;
  }
}

async function one({ first, isTraced }: Request): Promise<void> {
  const outcome = await simulate(first);
  console.log(reportOf(outcome, isTraced));
  if (outcome.violations.length > 0) process.exitCode = 1;
}

async function many(request: Request): Promise<void> {
  const { first, count } = request;
  const beganMs = performance.now();
  const progress = createProgress(process.stderr, count, 'seeds');
  const violation = await searchOnEveryCore(
    new URL(import.meta.url),
    request,
    progress.reach,
  ).finally(progress.end);
  const seconds = (performance.now() - beganMs) / 1_000;
  if (violation !== undefined) {
    console.log(violation);
    process.exitCode = 1;
    return;
  }
  const rate = `${seconds.toFixed(1)} s, ${Math.round(count / seconds)} seeds a second`;
  console.log(`Seeds ${first} to ${first + count - 1}: every invariant holds (${rate})`);
}
