import { Type } from '@sinclair/typebox';
import { event } from './contract.ts';
import {
  Currency,
  CustomerId,
  maxOrderLines,
  MinorUnits,
  OrderId,
  OrderItem,
  OrderStatus,
  ProductId,
  Reason,
} from './values.ts';

/** A customer has begun a basket. */
export const OrderCreated = event('order-service', 'OrderCreated', 1, {
  orderId: OrderId,
  customerId: CustomerId,
  currency: Currency,
});

/** A line has been put into a basket. `lineId` tells it from another line of the same product. */
export const ItemAdded = event('order-service', 'ItemAdded', 1, {
  orderId: OrderId,
  customerId: CustomerId,
  lineId: Type.String({ minLength: 1, maxLength: 64 }),
  item: OrderItem,
});

/** Every line of a product has been taken out of a basket. */
export const ItemRemoved = event('order-service', 'ItemRemoved', 1, {
  orderId: OrderId,
  customerId: CustomerId,
  productId: ProductId,
});

/** A customer has committed to buy. Prices are frozen from this moment on. */
export const OrderPlaced = event('order-service', 'OrderPlaced', 1, {
  orderId: OrderId,
  customerId: CustomerId,
  currency: Currency,
  items: Type.Array(OrderItem, { minItems: 1, maxItems: maxOrderLines }),
  total: MinorUnits,
});

/** The order is paid. */
export const OrderConfirmed = event('order-service', 'OrderConfirmed', 1, {
  orderId: OrderId,
  customerId: CustomerId,
});

/** The order is on its way, and can no longer be cancelled. */
export const OrderShipped = event('order-service', 'OrderShipped', 1, {
  orderId: OrderId,
  customerId: CustomerId,
  currency: Currency,
  total: MinorUnits,
  trackingNumber: Type.String({ minLength: 1, maxLength: 100 }),
});

/** The order will not be fulfilled; whatever was done for it is undone. */
export const OrderCancelled = event('order-service', 'OrderCancelled', 1, {
  orderId: OrderId,
  customerId: CustomerId,
  reason: Reason,
});

/** The order looks different to its customer. For live views only: it says nothing that the others do not. */
export const OrderStatusChanged = event('order-service', 'OrderStatusChanged', 1, {
  orderId: OrderId,
  customerId: CustomerId,
  status: OrderStatus,
});
