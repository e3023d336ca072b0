import type { Platform } from '@waybill/runtime/platform';
import { topology } from '../../topology.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { awaitOrders } from '../load/await-orders.ts';
import { connect } from '../load/client.ts';
import type { Clock } from '../load/clock.ts';
import { describeDay } from '../load/describe-day.ts';
import type { Day } from '../load/day.ts';
import { gatherFacts } from '../load/gather-facts.ts';
import { placeOrders } from '../load/place-orders.ts';
import type { Progress } from '../load/progress.ts';
import { reconcile } from '../load/reconcile.ts';
import { report } from '../load/report.ts';
import type { Run } from '../load/run.ts';
import { createShop } from '../load/shop.ts';
import { stockUp } from '../load/stock-up.ts';
import type { ChaosArguments } from './arguments.ts';
import { startHavoc, type Havoc } from './havoc.ts';
import * as machinery from './judge-machinery.ts';
import { withoutRepeatedMails } from './judge-mails.ts';
import { pacedShop } from './paced-shop.ts';
import { sendPoison } from './queues.ts';
import { readDeadLetters, untilSettled } from './settle.ts';
import { piecesIn, suppliesFor, type Supplies } from './supplies.ts';
import { troubledShop } from './trouble.ts';
import { uploadAll } from './upload-all.ts';
import { verdictLines } from './verdict.ts';

/** A cluster to be shaken, and the world around it. */
export interface Surroundings {
  /** The cluster's edge. */
  readonly url: string;
  readonly cluster: Cluster;
  /** A platform to look into the cluster's tables and queues with. */
  readonly platform: Platform;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly print: (line: string) => void;
}

const concurrency = 16;
/** What has come to an end may take so long to be told to everybody. */
const settleMs = 60_000;

/** Lets a day's orders come in while the cluster is shaken. Resolves with whether every invariant holds. */
export async function shake(
  { seed, killEveryMs, overMs, timeoutMs }: ChaosArguments,
  day: Day,
  around: Surroundings,
): Promise<boolean> {
  const { url, cluster, platform, clock, print } = around;
  for (const line of describeDay(day)) print(line);
  const client = await connect(url, clock);
  const direct = createShop(client);
  const paced = pacedShop(direct, { clock, overMs, orders: day.invoices.length });
  const shop = troubledShop(paced, { client, clock, seed });
  // The seed decides the orders' ids too: nothing was there before.
  const run: Run = { ...around, shop, concurrency, runId: `chaos${seed}` };

  const supplies = await suppliesFor(day);
  const startedAt = clock.now();
  const poisoned = topology.inboxes.filter(({ queue }) => cluster.services.includes(queue));
  await Promise.all(poisoned.map(({ queue }) => sendPoison(platform, queue)));
  const havoc = startHavoc({ ...around, seed, killEveryMs });
  const uploading = () => uploadAll(platform, supplies.uploads, { clock, overMs });
  const times = { havoc, uploading, overMs, timeoutMs };
  const done = await underway(run, day, times).finally(() => havoc.stop());
  const delivered = withDelivered(done, supplies);

  const deadline = clock.now() + settleMs;
  const { facts, verdicts } = await untilSettled(
    { ...around, client, deadline, startedAt, supplies },
    gatherFacts(run, delivered, deadline),
  );
  await cluster.stop();
  const all = [
    ...verdicts,
    machinery.judgeDeadLetters(
      await readDeadLetters(
        platform,
        poisoned.map(({ queue }) => queue),
      ),
    ),
    machinery.judgePods(cluster.fates()),
  ];
  const honest = withoutRepeatedMails(facts);
  const mismatches = reconcile(honest);
  for (const line of report(honest, mismatches, client.retries())) print(line);
  print('');
  for (const line of verdictLines(all)) print(line);
  return mismatches.length === 0 && all.every(({ problems }) => problems.length === 0);
}

type Done = Awaited<ReturnType<typeof underway>>;

/** What suppliers bring is stock of the run like what it brought itself. */
function withDelivered(done: Done, supplies: Supplies): Done {
  const pieces = piecesIn(supplies);
  const stocked = done.stocked.map((each) => {
    return { ...each, received: each.received + (pieces.get(each.productId) ?? 0) };
  });
  return { ...done, stocked };
}

/** Places every order while files are uploaded and the plan is carried out, and waits for their ends. */
async function underway(
  run: Run,
  day: Day,
  {
    havoc,
    uploading,
    overMs,
    timeoutMs,
  }: { havoc: Havoc; uploading: () => Promise<void>; overMs: number; timeoutMs: number },
) {
  const stocked = await stockUp(run, day.products);
  const [placed] = await Promise.all([
    placeOrders(run, day.invoices),
    havoc.carryOut(overMs),
    uploading(),
  ]);
  await awaitOrders(run, placed.placed, run.clock.now() + timeoutMs);
  return { ...placed, stocked };
}
