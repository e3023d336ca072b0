import {
  ItemAdded,
  ItemRemoved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderPlaced,
  OrderShipped,
} from '@waybill/contracts/order-events';
import type { OrderItem, OrderStatus } from '@waybill/contracts/values';
import { projection } from '@waybill/kernel/projection';
import { totalOf } from '../domain/total.ts';

/** An order as its customer sees it. */
export interface OrderSummary {
  readonly orderId: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly items: readonly OrderItem[];
  /** Minor units. */
  readonly total: number;
  readonly currency: string;
  readonly version: number;
  readonly trackingNumber?: string;
  readonly cancelReason?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const withItems = (row: OrderSummary, items: readonly OrderItem[], at: string): OrderSummary => ({
  ...row,
  items,
  total: totalOf(items),
  updatedAt: at,
});

/** The read model `orders`. */
export const orderSummary = projection<OrderSummary>('orders', 'orderId')
  .on(OrderCreated, (_, data, { version, occurredAt: at }) => ({
    ...data,
    status: 'draft',
    items: [],
    total: 0,
    version,
    createdAt: at,
    updatedAt: at,
  }))
  .on(ItemAdded, (row, { item }, at) => withItems(row, [...row.items, item], at.occurredAt))
  .on(ItemRemoved, (row, { productId }, { occurredAt }) => {
    const left = row.items.filter((item) => item.productId !== productId);
    return withItems(row, left, occurredAt);
  })
  .on(OrderPlaced, (row: OrderSummary | undefined, data, { version, occurredAt: at }) => ({
    createdAt: at,
    ...row,
    ...data,
    status: 'placed',
    version,
    updatedAt: at,
  }))
  .on(OrderConfirmed, (row, _, at) => ({ ...row, status: 'confirmed', updatedAt: at.occurredAt }))
  .on(OrderShipped, (row, { trackingNumber }, { occurredAt }) => {
    return { ...row, status: 'shipped', trackingNumber, updatedAt: occurredAt };
  })
  .on(OrderCancelled, (row, { reason }, { occurredAt }) => {
    return { ...row, status: 'cancelled', cancelReason: reason, updatedAt: occurredAt };
  });
