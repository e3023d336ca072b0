import type { Facts, OrderFacts } from './facts.ts';

const sentAt = Date.parse('2010-12-01T08:26:00.000Z');

/** The facts of an order that went right, for tests. It is shipped a second after it was sent, at the earliest. */
export function rightOrder(number: number, pence: number, isShipped = true): OrderFacts {
  const orderId = `ord-${number}`;
  const customerId = `cust-${number}`;
  const email = `${customerId}@example.com`;
  const items = [{ productId: 'A', quantity: 2, unitPrice: pence }];
  const invoice = { invoice: String(number), customer: String(number), country: 'GB', items };
  const total = pence * 2;
  const order = { orderId, customerId, total, currency: 'GBP' };
  const charge = { amount: total, currency: 'GBP' };
  const placed = { invoice: { ...invoice, total }, orderId, customerId, email, sentAt };
  const updatedAt = new Date(sentAt + 1_000 * number).toISOString();
  return {
    placed: { ...placed, heldUpMs: 0 },
    order: isShipped
      ? { ...order, status: 'shipped', trackingNumber: `t-${number}`, updatedAt }
      : { ...order, status: 'cancelled', cancelReason: 'payment-declined', updatedAt },
    charges: isShipped ? [{ ...charge, status: 'captured' }] : [{ ...charge, status: 'refunded' }],
    shipments: isShipped ? [{ trackingNumber: `t-${number}`, status: 'arranged' }] : [],
    mails: ['received', isShipped ? 'shipped' : 'cancelled'].map((kind) => ({ kind, to: email })),
  };
}

/** Those orders and the stock that fits them, for tests. */
export function rightFacts(orders: readonly OrderFacts[]): Facts {
  const sold = orders.filter(({ order }) => order?.status === 'shipped').length * 2;
  const received = orders.length * 2;
  const stock = {
    productId: 'A',
    before: { available: 5, reserved: 0, sold: 3 },
    received,
    after: { available: 5 + received - sold, reserved: 0, sold: 3 + sold },
  };
  return { refused: [], orders, stock: [stock] };
}
