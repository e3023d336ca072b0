import { count } from '../load/describe-day.ts';
import type { Facts, OrderFacts } from '../load/facts.ts';
import type { MailClaim } from './mail-claims.ts';
import type { Verdict } from './verdict.ts';

/**
 * One mail of a kind an order. A sender that is killed between handing over and saying so leaves its mail to be sent
 * again: SES has no token that could prevent it. So a second mail is borne if a sender was killed while its claim stood,
 * and no other is: who lives says so before its claim ends. The claims decide, not when mails arrived: what a killed
 * sender had handed over may be taken a little after its death. One kill may interrupt several mails.
 *
 * @param claims every claim on each mail, by the mail's id
 * @param killedSenders when each was killed, in milliseconds since 1970
 */
export function judgeMails(
  { orders }: Facts,
  claims: ReadonlyMap<string, readonly MailClaim[]>,
  killedSenders: readonly number[],
): Verdict {
  const repeats = orders.flatMap(({ placed: { orderId }, mails }) =>
    [...countsByKind(mails)].flatMap(([kind, sent]) =>
      sent > 1 ? [{ orderId, kind, again: sent - 1 }] : [],
    ),
  );
  const unexplained = repeats.filter(({ orderId, kind, again }) => {
    const before = (claims.get(`mail-${orderId}-${kind}`) ?? []).slice(0, -1);
    const interrupted = before.filter(({ fromMs, untilMs }) =>
      killedSenders.some((at) => at >= fromMs && at <= untilMs),
    );
    return again > interrupted.length;
  });
  const missing = orders.flatMap(({ placed: { orderId }, order, mails }) =>
    ['received', order?.status ?? 'nothing']
      .filter((kind) => !mails.some((mail) => mail.kind === kind))
      .map((kind) => `${orderId} has no ${kind} mail`),
  );
  const all = orders.reduce((sum, { mails }) => sum + mails.length, 0);
  return {
    invariant: 'mails',
    figures:
      `${count(all, 'mail')} for ${count(orders.length, 'order')}; ${repeats.reduce((sum, { again }) => sum + again, 0)} sent again because a sender was ` +
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

function countsByKind(mails: OrderFacts['mails']): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of mails) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
