import type { Mail } from '../load/answers.ts';
import { count } from '../load/describe-day.ts';
import type { Facts, OrderFacts } from '../load/facts.ts';
import { mailClaimMs } from './settings.ts';
import type { Verdict } from './verdict.ts';

/**
 * One mail of a kind an order. A sender that is killed between handing over and saying so leaves its mail to be sent
 * again: SES has no token that could prevent it. So a second mail is borne if a sender was killed between the two, while
 * the first one's claim still stood, and no other is: who lives says so before its claim ends. One kill may interrupt
 * several mails.
 *
 * @param killedSenders when each was killed, in milliseconds since 1970
 */
export function judgeMails({ orders }: Facts, killedSenders: readonly number[]): Verdict {
  const repeats = orders.flatMap(({ placed: { orderId }, mails }) =>
    repeatedIn(mails).map((repeat) => ({ orderId, ...repeat })),
  );
  const unexplained = repeats.filter(
    ({ sentAtMs, againAtMs }) =>
      !killedSenders.some(
        (at) => at >= sentAtMs && at <= Math.min(againAtMs, sentAtMs + mailClaimMs),
      ),
  );
  const missing = orders.flatMap(({ placed: { orderId }, order, mails }) =>
    ['received', order?.status ?? 'nothing']
      .filter((kind) => !mails.some((mail) => mail.kind === kind))
      .map((kind) => `${orderId} has no ${kind} mail`),
  );
  const all = orders.reduce((sum, { mails }) => sum + mails.length, 0);
  return {
    invariant: 'mails',
    figures:
      `${count(all, 'mail')} for ${count(orders.length, 'order')}; ${repeats.length} sent again because a sender was ` +
      `killed before it could say so (${killedSenders.length} killed)`,
    problems: [
      ...missing,
      ...unexplained.map(
        ({ orderId, kind }) => `${orderId} has its ${kind} mail again, and no sender was killed`,
      ),
    ],
  };
}

/** The facts without the second ones among the mails, which are judged apart. */
export function withoutRepeatedMails(facts: Facts): Facts {
  const unrepeated = (one: OrderFacts): OrderFacts => ({
    ...one,
    mails: [...new Map(one.mails.map((mail) => [mail.kind, mail])).values()],
  });
  return { ...facts, orders: facts.orders.map(unrepeated) };
}

/** Each mail that was sent after another of its kind, and when both were. */
function repeatedIn(
  mails: readonly Mail[],
): { kind: string; sentAtMs: number; againAtMs: number }[] {
  const timed = mails
    .map(({ kind, sentAt = '' }) => ({ kind, atMs: Date.parse(sentAt) }))
    .sort((one, other) => one.atMs - other.atMs);
  return timed.flatMap(({ kind, atMs: againAtMs }, position) => {
    const before = timed.slice(0, position).findLast((mail) => mail.kind === kind);
    return before === undefined ? [] : [{ kind, sentAtMs: before.atMs, againAtMs }];
  });
}
