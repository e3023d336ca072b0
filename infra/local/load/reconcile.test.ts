import fc from 'fast-check';
import type { Facts, OrderFacts, StockFacts } from './facts.ts';
import { reconcile } from './reconcile.ts';
import { rightFacts, rightOrder } from './some-facts.ts';

const facts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9_999 }), fc.boolean()), { minLength: 1 })
  .map((orders) => rightFacts(orders.map(([pence, ships], n) => rightOrder(n + 1, pence, ships))));

type OrderChange = (facts: OrderFacts) => OrderFacts;
const changeOrder = (change: Partial<OrderFacts['order']>): OrderChange => {
  return ({ order, ...rest }) => ({ ...rest, order: order && { ...order, ...change } });
};
const shippedOnly: Readonly<Record<string, OrderChange>> = {
  'no charge': (order) => ({ ...order, charges: [] }),
  'a penny off': (order) => ({
    ...order,
    charges: order.charges.map((charge) => ({ ...charge, amount: charge.amount - 1 })),
  }),
  'another currency': (order) => ({
    ...order,
    charges: order.charges.map((charge) => ({ ...charge, currency: 'EUR' })),
  }),
  'a refund': (order) => ({
    ...order,
    charges: order.charges.map((charge) => ({ ...charge, status: 'refunded' })),
  }),
  'no shipment': (order) => ({ ...order, shipments: [] }),
  'two shipments': (order) => ({ ...order, shipments: [...order.shipments, ...order.shipments] }),
  'a cancelled shipment': (order) => ({
    ...order,
    shipments: order.shipments.map((shipment) => ({ ...shipment, status: 'cancelled' })),
  }),
  'another tracking number': changeOrder({ trackingNumber: 'lost' }),
};
const anyOrder: Readonly<Record<string, OrderChange>> = {
  'a doubled charge': (order) => ({ ...order, charges: [...order.charges, ...order.charges] }),
  'a mail missing': (order) => ({ ...order, mails: order.mails.slice(1) }),
  'the last mail missing': (order) => ({ ...order, mails: order.mails.slice(0, 1) }),
  'a mail doubled': (order) => ({ ...order, mails: [...order.mails, ...order.mails.slice(0, 1)] }),
  'a mail to someone else': (order) => ({
    ...order,
    mails: order.mails.map((mail) => ({ ...mail, to: ['eve@example.com'] })),
  }),
  'a total that is off': ({ order, ...rest }) => ({
    ...rest,
    order: order && { ...order, total: order.total + 1 },
  }),
  'another customer': changeOrder({ customerId: 'cust-eve' }),
  'an order that is not over': changeOrder({ status: 'confirmed' }),
  'an order that cannot be read': (order) => ({ ...order, order: undefined }),
  'a captured charge of a cancelled order': (order) => ({
    ...order,
    order: order.order && { ...order.order, status: 'cancelled' },
    charges: order.charges.map((charge) => ({ ...charge, status: 'captured' })),
  }),
};
const anyStock: Readonly<Record<string, (level: StockFacts['after']) => StockFacts['after']>> = {
  'a piece lost': (level) => ({ ...level, available: level.available - 1 }),
  'a piece made up': (level) => ({ ...level, available: level.available + 1 }),
  'a piece still reserved': ({ available, reserved, sold }) => {
    return { available: available - 1, reserved: reserved + 1, sold };
  },
  'a piece too many sold': (level) => {
    return { ...level, available: level.available - 1, sold: level.sold + 1 };
  },
};

/** Changes one of the orders that the predicate takes, if there is one. */
function perturb(
  { orders, ...rest }: Facts,
  change: OrderChange,
  takes: (order: OrderFacts) => boolean,
): Facts | undefined {
  const index = orders.findIndex(takes);
  const order = orders[index];
  return order && { ...rest, orders: orders.with(index, change(order)) };
}

describe('the reconciliation', () => {
  it('finds nothing where all is right', () => {
    fc.assert(fc.property(facts, (right) => expect(reconcile(right)).toEqual([])));
  });

  it.each(Object.entries(anyOrder))('finds %s', (_, change) => {
    fc.assert(
      fc.property(facts, (right) => {
        const wrong = perturb(right, change, () => true) as Facts;
        expect(reconcile(wrong)).not.toEqual([]);
      }),
    );
  });

  it.each(Object.entries(shippedOnly))('finds %s of a shipped order', (_, change) => {
    fc.assert(
      fc.property(facts, (right) => {
        const wrong = perturb(right, change, ({ order }) => order?.status === 'shipped');
        fc.pre(wrong !== undefined);
        expect(reconcile(wrong).map(({ about }) => about)).toContain(
          wrong.orders.find((order) => !right.orders.includes(order))?.placed.orderId,
        );
      }),
    );
  });

  it.each(Object.entries(anyStock))('finds %s', (_, change) => {
    fc.assert(
      fc.property(facts, ({ stock, ...rest }) => {
        const wrong = stock.map((one) => ({ ...one, after: change(one.after) }));
        expect(reconcile({ ...rest, stock: wrong })).not.toEqual([]);
      }),
    );
  });

  it('finds a refused invoice, and two invoices in one order', () => {
    const [one, other] = [rightOrder(1, 100), rightOrder(2, 100)];
    const { invoice } = one.placed;
    const refused = [{ invoice, reason: '400 no' }];
    expect(reconcile({ ...rightFacts([one]), refused })).toHaveLength(1);
    const shared = { ...other, placed: { ...other.placed, orderId: one.placed.orderId } };
    expect(reconcile(rightFacts([one, shared]))).toMatchObject([
      { about: 'ord-1', text: 'stands for invoice 2 and invoice 1' },
    ]);
  });

  it('takes what is missing for late, and what is double for wrong', () => {
    const order = rightOrder(1, 100);
    const late = reconcile(rightFacts([{ ...order, mails: [] }]));
    expect(late.map(({ mayBeLate }) => mayBeLate)).toEqual([true, true]);
    const double = reconcile(rightFacts([{ ...order, mails: [...order.mails, ...order.mails] }]));
    expect(double.map(({ mayBeLate }) => mayBeLate)).toEqual([false, false]);
  });

  it('does not judge reserved stock while an order is open', () => {
    const open = changeOrder({ status: 'confirmed' })(rightOrder(1, 100));
    const { stock, ...rest } = rightFacts([open]);
    const reserved = { available: 5, reserved: 2, sold: 3 };
    const held = stock.map((one) => ({ ...one, after: reserved }));
    expect(reconcile({ ...rest, stock: held })).toEqual([
      { about: 'ord-1', text: 'is still confirmed', mayBeLate: true },
    ]);
  });
});
