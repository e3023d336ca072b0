import { OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import { createDynamoTransactions } from '@waybill/runtime/dynamo-transactions';
import { useComponent } from '../../../infra/local/component/component.ts';
import { Bookkeeper } from './bookkeeper.ts';
import { recordOf, type OrderData } from './domain/order-record.ts';
import type { OrderRow } from './order-row.ts';

/** Without workers: every call is the bookkeeper's. */
const analytics = useComponent('analytics', { isIdle: true });

/** The records of so many orders of three products each, out of a hundred. */
function ordersOf(count: number, { type }: { type: string }, minute: string) {
  return Array.from({ length: count }, (_, n) => {
    const items = [0, 1, 2].map((i) => ({
      productId: `P${(n * 3 + i) % 100}`,
      quantity: 1,
      unitPrice: 100,
    }));
    const order = { orderId: `ord-${n}`, customerId: 'cust-1', currency: 'GBP', total: 300 };
    const occurredAt = `2026-11-23T10:${minute}:00.000Z`;
    const data: OrderData = type === OrderPlaced.type ? { ...order, items } : order;
    return recordOf({ type, source: 'order-service' }, data, { eventId: `${n}`, occurredAt });
  });
}

describe('the calls of 300 orders of three lines', () => {
  it('are few where they come in full batches', async () => {
    const { platform } = analytics;
    const bookkeeper = new Bookkeeper(platform, {
      orders: createDynamoTable<OrderRow>(platform, 'analytics'),
      transactions: createDynamoTransactions(platform),
    });
    const placed = await analytics.callsDuring(() =>
      bookkeeper.book(ordersOf(300, OrderPlaced, '00')),
    );
    const shipped = await analytics.callsDuring(() =>
      bookkeeper.book(ordersOf(300, OrderShipped, '05')),
    );
    expect([placed, shipped]).toEqual([
      { BatchGetItem: 3, TransactWriteItems: 13 },
      { BatchGetItem: 3, TransactWriteItems: 4 },
    ]);
  });
});
