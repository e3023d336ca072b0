import { deterministicRandom } from '@waybill/testing/deterministic-random';
import { parseArguments, usage, type Part, type Request } from './faults/arguments.ts';
import { runCampaign, type CampaignOptions } from './faults/campaign.ts';
import { campaignReport, stormReport, type Report } from './faults/report.ts';
import { doubleSchedules, everySchedule } from './faults/schedules.ts';
import { runStorm } from './faults/storm.ts';
import { createProgress, type Progress } from './progress.ts';

const awsWorker = new URL('../../infra/dist/local/embedded-aws-worker.js', import.meta.url);

await main();

async function main(): Promise<void> {
  const request = requested();
  if (!request) process.exit(2);
  let isGood = true;
  for (const part of request.parts) {
    const beganMs = performance.now();
    const report = await run(part, request);
    const seconds = Math.round((performance.now() - beganMs) / 1_000);
    console.log([...report.lines, `  (${seconds} s, seed ${request.seed})`].join('\n'));
    isGood &&= report.isGood;
  }
  // What a killed service has left behind in this process may still be waiting for something.
  process.exit(isGood ? 0 : 1);
}

function requested(): Request | undefined {
  try {
    return parseArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return undefined;
  }
}

async function run(part: Part, { doubles, orders, seed, worlds }: Request): Promise<Report> {
  const random = deterministicRandom(seed);
  if (part === 'storm') return stormReport(await runStorm(orders, { random, awsWorker }));
  const plan: CampaignOptions['plan'] =
    part === 'double' ? (runs) => doubleSchedules(runs, doubles, random) : everySchedule;
  let progress: Progress | undefined;
  const reached = (done: number, total: number): void => {
    progress ??= createProgress(process.stderr, total, 'schedules');
    progress.reach(done);
  };
  const campaign = await runCampaign({ worlds, random, awsWorker, plan, reached });
  progress?.end();
  return campaignReport(part === 'double' ? 'two faults' : 'every step, every fault', campaign);
}
