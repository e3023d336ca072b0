import { OrderStatusChanged } from '@waybill/contracts/order-events';
import type { Order } from './order.ts';
import type { OrderEvent } from './order-facts.ts';

/** Adds `OrderStatusChanged` where the events change what the customer sees, for live views. */
export function announcing(
  before: Order,
  events: readonly OrderEvent[],
  evolve: (state: Order, event: OrderEvent) => Order,
): OrderEvent[] {
  const after = events.reduce(evolve, before);
  if (after.status === 'new' || after.status === before.status) return [...events];
  return [...events, OrderStatusChanged({ ...after, status: after.status })];
}
