import {
  ItemAdded,
  ItemRemoved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderPlaced,
  OrderShipped,
  OrderStatusChanged,
} from '@waybill/contracts/order-events';
import type { Entry } from '@waybill/contracts/contract';
import { orderSummary, type OrderSummary } from './order-summary.ts';

const details = { orderId: 'ord-1', customerId: 'cust-1', currency: 'GBP' };
const lamp = { productId: 'LAMP', quantity: 2, unitPrice: 255 };
const shade = { productId: 'SHADE', quantity: 1, unitPrice: 100 };
const placed = OrderPlaced({ ...details, items: [lamp, shade], total: 610 });

/** The row after one commit a minute, each of one entry or of several. */
function rowAfter(...commits: (Entry | Entry[])[]): OrderSummary | undefined {
  return commits.reduce<OrderSummary | undefined>(
    (row, entries, i) =>
      orderSummary.apply(row, {
        aggregateId: 'ord-1',
        version: i + 1,
        commitId: `commit-${i}`,
        correlationId: 'correlation-1',
        committedAt: `2026-01-01T00:0${i}:00.000Z`,
        entries: [entries].flat(),
      }),
    undefined,
  );
}

describe('the summary of an order', () => {
  it('shows an order that was placed at once', () =>
    expect(rowAfter(placed)).toEqual({
      ...details,
      status: 'placed',
      items: [lamp, shade],
      total: 610,
      version: 1,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    }));

  it('shows what is in a basket, and what it would cost', () => {
    const created = OrderCreated(details);
    const added = [lamp, shade, lamp].map((item) =>
      ItemAdded({ ...details, lineId: 'line-1', item }),
    );
    expect(rowAfter(created)).toMatchObject({ status: 'draft', items: [], total: 0 });
    expect(rowAfter(created, ...added)).toMatchObject({ items: [lamp, shade, lamp], total: 1_120 });
    const removed = ItemRemoved({ ...details, productId: 'LAMP' });
    expect(rowAfter(created, ...added, removed)).toMatchObject({ items: [shade], total: 100 });
  });

  it('keeps the time at which a basket was begun', () =>
    expect(
      rowAfter(
        OrderCreated(details),
        ItemAdded({ ...details, lineId: 'line-1', item: lamp }),
        placed,
      ),
    ).toMatchObject({
      status: 'placed',
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:02:00.000Z',
    }));

  it.each([
    ['confirmed', OrderConfirmed(details), {}],
    [
      'shipped',
      OrderShipped({ ...details, total: 610, trackingNumber: 'T-1' }),
      { trackingNumber: 'T-1' },
    ],
    [
      'cancelled',
      OrderCancelled({ ...details, reason: 'card-declined' }),
      { cancelReason: 'card-declined' },
    ],
  ])('shows that it is %s', (status, fact, more) =>
    expect(rowAfter(placed, [fact, OrderStatusChanged({ ...details, status: 'draft' })])).toEqual({
      ...rowAfter(placed),
      ...more,
      status,
      updatedAt: '2026-01-01T00:01:00.000Z',
    }),
  );

  it('shows several facts of one commit', () => {
    const shipped = OrderShipped({ ...details, total: 610, trackingNumber: 'T-1' });
    expect(rowAfter(placed, [OrderConfirmed(details), shipped])?.status).toBe('shipped');
  });
});
