import { Type } from '@sinclair/typebox';
import { command } from './contract.ts';
import {
  Currency,
  CustomerId,
  maxOrderLines,
  MinorUnits,
  OrderId,
  ProductQuantity,
  Reason,
} from './values.ts';

/** Set aside what the order needs: all of it, or nothing. */
export const ReserveInventory = command('inventory', 'ReserveInventory', 1, {
  orderId: OrderId,
  items: Type.Array(ProductQuantity, { minItems: 1, maxItems: maxOrderLines }),
});

/** Give back what is set aside for the order, and set nothing aside later. */
export const ReleaseInventory = command('inventory', 'ReleaseInventory', 1, { orderId: OrderId });

/** Charge the order's total, once. */
export const ProcessPayment = command('payments', 'ProcessPayment', 1, {
  orderId: OrderId,
  customerId: CustomerId,
  total: MinorUnits,
  currency: Currency,
});

/** Give back what was charged for the order, and charge nothing later. */
export const RefundPayment = command('payments', 'RefundPayment', 1, { orderId: OrderId });

/** Have a carrier fetch the order. */
export const ArrangeShipping = command('shipping', 'ArrangeShipping', 1, { orderId: OrderId });

/** Stop the order's shipment, and arrange none later. */
export const CancelShipment = command('shipping', 'CancelShipment', 1, { orderId: OrderId });

/** Ask again for what a saga that needs attention is waiting for. From an operator, never from a saga. */
export const ResumeSaga = command('fulfilment', 'ResumeSaga', 1, { orderId: OrderId });

/** Cancel the order, unless it has shipped. */
export const CancelOrder = command('orders', 'CancelOrder', 1, {
  orderId: OrderId,
  reason: Reason,
});
