import type { Facts } from '../load/facts.ts';
import { reconcile } from '../load/reconcile.ts';
import { rightFacts, rightOrder } from '../load/some-facts.ts';
import { judgeMails, withoutRepeatedMails } from './judge-mails.ts';

const right = rightFacts([rightOrder(1, 100)]);
const received = { kind: 'received', to: 'cust-1@example.com' };

/** The order with its first mail sent so often. */
const receivedTimes = (times: number): Facts => ({
  ...right,
  orders: right.orders.map((order) => ({
    ...order,
    mails: [
      ...Array.from({ length: times }, () => received),
      ...order.mails.filter(({ kind }) => kind === 'shipped'),
    ],
  })),
});
/** Claims on the first mail, each from and until a second. */
const claimed = (...claims: readonly (readonly [number, number])[]) =>
  new Map([
    [
      'mail-ord-1-received',
      claims.map(([from, until]) => ({ fromMs: from * 1_000, untilMs: until * 1_000 })),
    ],
  ]);
const problems = (facts: Facts, claims: ReturnType<typeof claimed>, ...kills: number[]) =>
  judgeMails(
    facts,
    claims,
    kills.map((second) => second * 1_000),
  ).problems;

describe('the mails', () => {
  it('are one of a kind an order', () => {
    expect(problems(right, claimed([0, 1]))).toEqual([]);
    expect(problems(receivedTimes(0), claimed())).toEqual(['ord-1 has no received mail']);
  });

  it('may come again when a sender was killed while its claim stood, and are counted', () => {
    const facts = receivedTimes(2);
    const claims = claimed([0, 12], [12, 13]);
    expect(problems(facts, claims, 0.1)).toEqual([]);
    expect(judgeMails(facts, claims, [100]).figures).toMatch(/^3 mails for 1 order; 1 sent again/);
    expect(reconcile(facts)).not.toEqual([]);
    expect(reconcile(withoutRepeatedMails(facts))).toEqual([]);
  });

  it.each([
    ['nobody was killed', 2, claimed([0, 12], [12, 13]), []],
    ['the kill was before the claim', 2, claimed([1, 12], [12, 13]), [0.5]],
    ['the sender had said so', 2, claimed([0, 2], [12, 13]), [3]],
    ['the kill was under the second claim', 2, claimed([0, 12], [12, 14]), [13]],
    ['there was one claim only', 2, claimed([0, 12]), [1]],
    ['one kill explains only the second of three', 3, claimed([0, 12], [12, 24], [24, 25]), [1]],
  ])('may not come again when %s', (_, times, claims, kills) => {
    expect(problems(receivedTimes(times), claims, ...kills)).toHaveLength(1);
  });
});
