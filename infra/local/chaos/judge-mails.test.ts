import type { Facts } from '../load/facts.ts';
import { reconcile } from '../load/reconcile.ts';
import { rightFacts, rightOrder } from '../load/some-facts.ts';
import { judgeMails, withoutRepeatedMails } from './judge-mails.ts';

const right = rightFacts([rightOrder(1, 100)]);
const startMs = Date.parse('2026-01-01T00:00:00.000Z');
const at = (seconds: number): string => new Date(startMs + seconds * 1_000).toISOString();

/** The order with its first mail sent at so many seconds, each. */
const receivedAt = (...seconds: number[]): Facts => ({
  ...right,
  orders: right.orders.map((order) => ({
    ...order,
    mails: [
      ...seconds.map((second) => ({
        kind: 'received',
        to: 'cust-1@example.com',
        sentAt: at(second),
      })),
      ...order.mails.filter(({ kind }) => kind === 'shipped'),
    ],
  })),
});
const problems = (facts: Facts, ...kills: number[]) =>
  judgeMails(
    facts,
    kills.map((second) => startMs + second * 1_000),
  ).problems;

describe('the mails', () => {
  it('are one of a kind an order', () => {
    expect(problems(right)).toEqual([]);
    expect(problems(receivedAt())).toEqual(['ord-1 has no received mail']);
  });

  it('may come again when the sender was killed just after the first, and are counted', () => {
    const facts = receivedAt(0, 8);
    expect(problems(facts, 0.1)).toEqual([]);
    expect(judgeMails(facts, [startMs]).figures).toMatch(/^3 mails for 1 order; 1 sent again/);
    expect(reconcile(facts)).not.toEqual([]);
    expect(reconcile(withoutRepeatedMails(facts))).toEqual([]);
  });

  it.each([
    ['nobody was killed', [0, 8], []],
    ['the kill was before the first', [1, 8], [0.5]],
    ['the kill was after the second', [0, 1], [1.5]],
    ['the sender had long said so', [0, 20], [15]],
    ['one kill explains only the second of three', [0, 8, 16], [0.1]],
  ])('may not come again when %s', (_, sent, kills) => {
    expect(problems(receivedAt(...sent), ...kills)).toHaveLength(1);
  });

  it('may not come again when nobody knows when they were sent', () => {
    const [order] = right.orders;
    const mails = (order?.mails ?? []).flatMap((mail) => [mail, mail]);
    const facts = { ...right, orders: right.orders.map((each) => ({ ...each, mails })) };
    expect(problems(facts, 0)).toHaveLength(2);
  });
});
