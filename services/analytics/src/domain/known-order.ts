import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import type { OrderRecord } from './order-record.ts';

/** What is known of an order so far, in whatever order it came to be known. */
export interface KnownOrder {
  readonly orderId: string;
  /** Rises with every change. 0: nothing is known. */
  readonly version: number;
  readonly placed?: { readonly at: string; readonly currency: string; readonly total: number };
  readonly shippedAt?: string;
  readonly cancelledAt?: string;
  /** How many of its products, in the order of their ids, are among the best sellers' figures. */
  readonly productsCounted: number;
}

/** An order of which nothing is known. */
export function unknownOrder(orderId: string): KnownOrder {
  return { orderId, version: 0, productsCounted: 0 };
}

/** Whether a record says what any figure needs. */
export function isTelling({ eventType }: OrderRecord): boolean {
  return [OrderPlaced, OrderShipped, OrderCancelled].some(({ type }) => type === eventType);
}

/** The order after a record. Each of these things happens to an order once: what is known already changes nothing. */
export function learn(order: KnownOrder, record: OrderRecord): KnownOrder {
  const { eventType, timestamp: at, currency, total } = record;
  switch (eventType) {
    case OrderPlaced.type:
      if (order.placed || currency === null || total === null) return order;
      return { ...order, placed: { at, currency, total } };
    case OrderShipped.type:
      return order.shippedAt === undefined ? { ...order, shippedAt: at } : order;
    case OrderCancelled.type:
      return order.cancelledAt === undefined ? { ...order, cancelledAt: at } : order;
    default:
      return order;
  }
}
