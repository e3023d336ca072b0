import { violations } from '@waybill/contracts/validation';
import {
  ItemAdded,
  ItemRemoved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderPlaced,
  OrderShipped,
} from '@waybill/contracts/order-events';
import { InvalidMessage } from '@waybill/kernel/failure';
import { OrderRecord, recordOf } from './order-record.ts';

const details = { orderId: 'ord-1', customerId: 'cust-1' };
const lamp = { productId: 'LAMP', quantity: 2, unitPrice: 255 };
const metadata = { eventId: 'ord-1/3.0', occurredAt: '2026-01-01T10:00:00.000+01:00' };
const said = {
  ...details,
  source: 'order-service',
  eventId: 'ord-1/3.0',
  timestamp: '2026-01-01T09:00:00.000Z',
};
const nothing = { total: null, currency: null, itemCount: null, items: null, productId: null };

describe('the record of an event', () => {
  it.each([
    [OrderCreated, { currency: 'GBP' }, { currency: 'GBP' }],
    [
      ItemAdded,
      { lineId: 'line-1', item: lamp },
      { itemCount: 1, items: JSON.stringify([lamp]), productId: 'LAMP' },
    ],
    [ItemRemoved, { productId: 'LAMP' }, { productId: 'LAMP' }],
    [
      OrderPlaced,
      { currency: 'GBP', total: 510, items: [lamp] },
      { currency: 'GBP', total: 510, itemCount: 1, items: JSON.stringify([lamp]) },
    ],
    [OrderConfirmed, {}, {}],
    [
      OrderShipped,
      { currency: 'GBP', total: 510, trackingNumber: 'T-1' },
      { currency: 'GBP', total: 510 },
    ],
    [OrderCancelled, { reason: 'no-more' }, {}],
  ])('is flat, and null where the event says nothing: %p', (contract, data, columns) => {
    const record = recordOf(contract, { ...details, ...data }, metadata);
    expect(record).toEqual({ ...said, ...nothing, eventType: contract.type, ...columns });
    expect(violations(OrderRecord, record)).toEqual([]);
  });

  it('is not made of an instant that there is not', () => {
    const leap = { ...metadata, occurredAt: '2016-12-31T23:59:60.000Z' };
    expect(() => recordOf(OrderConfirmed, details, leap)).toThrow(InvalidMessage);
  });
});
