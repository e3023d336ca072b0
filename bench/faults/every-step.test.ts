import { deterministicRandom } from '@waybill/testing/deterministic-random';
import { runCampaign } from './campaign.ts';
import { campaignReport } from './report.ts';
import { everySchedule } from './schedules.ts';

/** Every so manieth schedule: `npm run faults -- --only every-step` tries them all, and so does `.ci/run`. */
const stride = 16;

it('survives a fault at every step of its way', async () => {
  const campaign = await runCampaign({
    worlds: 3,
    random: deterministicRandom(1),
    plan: (runs) => everySchedule(runs).filter((_, i) => i % stride === 0),
  });
  const report = campaignReport('every step, every fault', campaign);
  console.log(report.lines.join('\n'));
  const tried = campaign.outcomes.filter(({ schedule }) => schedule.strikes.length > 0);
  expect(tried.length).toBeGreaterThan(20);
  expect(report.lines.filter((line) => line.includes('✗'))).toEqual([]);
}, 240_000);
