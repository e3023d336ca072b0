import { OrderConfirmed, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { bookingsOf, figuresIn, transactionsOf } from './booking.ts';
import { unknownOrder } from './known-order.ts';
import { recordOf, type OrderData, type OrderRecord } from './order-record.ts';

const most = 100;

function record(type: string, data: Partial<OrderData> = {}, minute = '00'): OrderRecord {
  const occurredAt = `2026-01-01T10:${minute}:00.000Z`;
  const order = { orderId: 'ord-1', customerId: 'cust-1', ...data };
  return recordOf({ type, source: 'order-service' }, order, { eventId: 'e', occurredAt });
}

function placed(products: number, orderId = 'ord-1'): OrderRecord {
  const items = Array.from({ length: products }, (_, i) => ({
    productId: `P${i}`,
    quantity: 2,
    unitPrice: 5,
  }));
  const data = { orderId, currency: 'GBP', items, total: products * 10 };
  return record(OrderPlaced.type, data);
}

describe('the bookings of an order', () => {
  it('are one for a short order, and none for what is known', () => {
    const [booking, ...others] = bookingsOf(unknownOrder('ord-1'), [placed(3)]);
    expect(others).toEqual([]);
    expect(booking?.figures.map(({ key }) => key)).toEqual([
      { partition: 'minutes#2026-01-01', entry: '10:00#GBP' },
      { partition: 'days#2026', entry: '2026-01-01#GBP' },
      ...['P0', 'P1', 'P2'].map((id) => ({
        partition: 'sales#2026-01-01',
        entry: `GBP#${id}`,
      })),
    ]);
    const known = booking?.after ?? unknownOrder('ord-1');
    expect(bookingsOf(known, [placed(3), placed(3)])).toEqual([]);
    expect(bookingsOf(known, [record(OrderConfirmed.type)])).toEqual([]);
  });

  it('take an order of 2,000 products in parts that fit, and go on where they were left', () => {
    const records = [placed(2_000), record(OrderShipped.type, {}, '07')];
    const bookings = bookingsOf(unknownOrder('ord-1'), records);
    const sizes = transactionsOf(bookings, most).map((each) => {
      expect(each).toHaveLength(1);
      return 1 + figuresIn(each).length;
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
    expect(bookings).toHaveLength(23);
    expect(bookings.map(({ after }) => after.version)).toEqual(bookings.map((_, i) => i + 1));
    const half = bookings[11]?.after ?? unknownOrder('ord-1');
    expect(bookingsOf(half, [placed(2_000)])).toEqual(bookings.slice(12));
    const total = figuresIn(bookings).filter(({ key }) => key.partition === 'sales#2026-01-01');
    expect(total).toHaveLength(2_000);
  });

  it('wait with a shipment for the order to be placed', () => {
    const [first] = bookingsOf(unknownOrder('ord-1'), [record(OrderShipped.type, {}, '07')]);
    expect(first?.figures).toEqual([]);
    const known = first?.after ?? unknownOrder('ord-1');
    const [second] = bookingsOf(known, [placed(1)]);
    expect(second?.figures).toContainEqual({
      key: { partition: 'minutes#2026-01-01', entry: '10:07#GBP' },
      amounts: { shipped: 1, 'took-324': 1 },
    });
  });
});

describe('the transactions of bookings', () => {
  it('share the figures of orders that are booked together', () => {
    const bookings = Array.from({ length: 97 }, (_, i) =>
      bookingsOf(unknownOrder(`ord-${i}`), [placed(1, `ord-${i}`)]),
    ).flat();
    const transactions = transactionsOf(bookings, most);
    expect(transactions.map(({ length }) => length)).toEqual([97]);
    expect(figuresIn(bookings).map(({ amounts }) => amounts)).toEqual([
      { orders: 97, revenue: 970 },
      { orders: 97, revenue: 970 },
      { quantity: 194, revenue: 970 },
    ]);
    expect(transactionsOf(bookings, most - 1).map(({ length }) => length)).toEqual([96, 1]);
  });
});
