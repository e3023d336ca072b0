import { deadLetterName } from '@waybill/contracts/names';
import type { Platform } from '@waybill/runtime/platform';
import { topology } from '../../topology.ts';
import type { Client } from '../load/client.ts';
import { growingPauseMs } from '../load/clock.ts';
import type { Facts } from '../load/facts.ts';
import { readFigures } from '../load/read-figures.ts';
import { readBooks } from './books.ts';
import type { Surroundings } from './chaos.ts';
import { judgeFigures } from './judge-figures.ts';
import * as machinery from './judge-machinery.ts';
import { judgeMails } from './judge-mails.ts';
import * as orders from './judge-orders.ts';
import { judgeGoods, judgePictures } from './judge-uploads.ts';
import { readMailClaims } from './mail-claims.ts';
import { deadLettersIn, messagesIn } from './queues.ts';
import { readStoreroom } from './storeroom.ts';
import type { Supplies } from './supplies.ts';
import type { Verdict } from './verdict.ts';

/** What is looked at, since when, and until when, both in milliseconds since 1970. */
export interface Looking extends Pick<Surroundings, 'platform' | 'clock' | 'cluster'> {
  readonly client: Client;
  readonly deadline: number;
  readonly startedAt: number;
  readonly supplies: Supplies;
}

/** Looks again until every invariant holds, or the deadline is over. */
export async function untilSettled(
  { platform, client, clock, cluster, deadline, startedAt, supplies }: Looking,
  gathered: Promise<Facts>,
): Promise<{ facts: Facts; verdicts: Verdict[] }> {
  const facts = await gathered;
  const queues = topology.inboxes.map(({ queue }) => queue);
  const killedSenders = cluster.fates().get('notifications')?.killedAtMs ?? [];
  for (let round = 0; ; round++) {
    const books = await readBooks(platform, client);
    const claims = await readMailClaims(platform);
    const figures = await readFigures(client, { fromMs: startedAt, toMs: clock.now() });
    const storeroom = await readStoreroom(platform, client, supplies);
    const ours = queues.filter((queue) => cluster.services.includes(queue));
    const verdicts = [
      orders.judgeOrders(facts, books),
      orders.judgeMoney(facts),
      orders.judgeStock(facts),
      orders.judgeCharges(facts),
      judgeMails(facts, claims, killedSenders),
      orders.judgeReadModel(books),
      orders.judgeSagas(facts, books),
      judgeFigures(facts, figures),
      judgeGoods(supplies, storeroom),
      judgePictures(supplies, storeroom),
      machinery.judgeQueues(await messagesIn(platform, ours)),
    ];
    const isSettled = verdicts.every(({ problems }) => problems.length === 0);
    if (isSettled || clock.now() >= deadline) return { facts, verdicts };
    await clock.sleep(growingPauseMs(round, 2_000));
  }
}

/** Looks into every queue of dead letters; `poisoned` are the inboxes that were sent poison. */
export async function readDeadLetters(
  platform: Platform,
  poisoned: readonly string[],
): Promise<machinery.DeadLetters[]> {
  const fed = new Set(poisoned.map(deadLetterName));
  const queues = [
    ...topology.inboxes.flatMap(({ deadLetters, undelivered }) => [deadLetters, undelivered]),
    ...topology.streamDeadLetters,
  ];
  return Promise.all(
    queues.map(async (queue) => {
      const { poison, others } = await deadLettersIn(platform, queue);
      return { queue, others, ...(fed.has(queue) && { poison }) };
    }),
  );
}
