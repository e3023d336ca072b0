import { Type } from '@sinclair/typebox';
import { privateEvent, type EntryOf } from '@waybill/contracts/contract';
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
import { ProductId, UnitPrice } from '@waybill/contracts/values';

/** The request that placed the order, so that its `Idempotency-Key` is known again, and with it another body. */
export const OrderRequested = privateEvent('OrderRequested', 1, {
  fingerprint: Type.String({ minLength: 1, maxLength: 100 }),
});

/** Staff have agreed this price with the customer: it stands, whatever the catalogue says at the check-out. */
export const PriceAgreed = privateEvent('PriceAgreed', 1, {
  productId: ProductId,
  unitPrice: UnitPrice,
});

/** Everything that an order may commit. */
export const orderContracts = [
  OrderCreated,
  ItemAdded,
  PriceAgreed,
  ItemRemoved,
  OrderPlaced,
  OrderRequested,
  OrderConfirmed,
  OrderShipped,
  OrderCancelled,
  OrderStatusChanged,
] as const;

export type OrderEvent = EntryOf<(typeof orderContracts)[number]>;
