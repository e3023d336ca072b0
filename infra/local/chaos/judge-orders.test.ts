import type { Facts, OrderFacts } from '../load/facts.ts';
import { rightFacts, rightOrder } from '../load/some-facts.ts';
import type { OrderBook } from './books.ts';
import type { Verdict } from './verdict.ts';
import * as judge from './judge-orders.ts';

const shipped = rightOrder(1, 100);
const cancelled = rightOrder(2, 250, false);
const facts = rightFacts([shipped, cancelled]);

const bookOf = ({ placed: { orderId }, order }: OrderFacts): OrderBook => ({
  orderId,
  commits: 3,
  folded: { orderId, version: 3 },
  row: { orderId, version: 3 },
  sagaOutcomes: [order?.status === 'shipped' ? 'completed' : 'cancelled'],
});
const books = facts.orders.map(bookOf);
const [first, second] = books as [OrderBook, OrderBook];
const withFirst = (changed: Partial<OrderFacts>): Facts => ({
  ...facts,
  orders: [{ ...shipped, ...changed }, cancelled],
});
const again = shipped.charges.concat(shipped.charges);

describe('what must hold of the orders', () => {
  it('holds when all is right', () => {
    const verdicts = [
      judge.judgeOrders(facts, books),
      judge.judgeMoney(facts),
      judge.judgeStock(facts),
      judge.judgeCharges(facts),
      judge.judgeReadModel(books),
      judge.judgeSagas(facts, books),
    ];
    expect(verdicts.flatMap(({ problems }) => problems)).toEqual([]);
    expect(judge.judgeMoney(facts).figures).toBe(
      '7.00 GBP captured = 5.00 GBP refunded + 2.00 GBP fulfilled',
    );
  });

  it.each<[string, Verdict, RegExp]>([
    ['an order that is lost', judge.judgeOrders(facts, [first]), /ord-2 is lost/],
    [
      'an order that nobody placed',
      judge.judgeOrders(facts, [...books, { ...first, orderId: 'ord-9' }]),
      /nobody placed ord-9/,
    ],
    [
      'an order that is still open',
      judge.judgeOrders(withFirst({ order: undefined }), books),
      /ord-1 is unreadable/,
    ],
    ['money that was not given back', judge.judgeMoney(withFirst({ charges: again })), /differ/],
    [
      'stock that is lost',
      judge.judgeStock({
        ...facts,
        stock: facts.stock.map((each) => ({ ...each, received: each.received + 1 })),
      }),
      /^A: 13/,
    ],
    ['a second charge', judge.judgeCharges(withFirst({ charges: again })), /ord-1 has 2 charges/],
    ['no charge', judge.judgeCharges(withFirst({ charges: [] })), /ord-1 has 0 charges/],
    [
      'a row that is behind',
      judge.judgeReadModel([{ ...first, row: { orderId: 'ord-1', version: 2 } }]),
      /ord-1: .*"version":2.* instead of .*"version":3/,
    ],
    ['no row', judge.judgeReadModel([{ ...first, row: undefined }]), /ord-1/],
    [
      'a saga that has not ended',
      judge.judgeSagas(facts, [first, { ...second, sagaOutcomes: [] }]),
      /the saga of ord-2 is not ended/,
    ],
    [
      'a saga that ended as its order did not',
      judge.judgeSagas(facts, [{ ...first, sagaOutcomes: ['cancelled'] }, second]),
      /the saga of ord-1 is cancelled, not completed/,
    ],
  ])('is broken by %s', (_, { problems }, problem) => {
    expect(problems.join('\n')).toMatch(problem);
  });
});
