import { Type } from '@sinclair/typebox';
import { event } from './contract.ts';
import { OrderId, Reason } from './values.ts';

/** A carrier has taken the shipment on. */
export const ShipmentArranged = event('shipping-service', 'ShipmentArranged', 1, {
  orderId: OrderId,
  trackingNumber: Type.String({ minLength: 1, maxLength: 100 }),
});

/** No carrier can deliver there. */
export const ShipmentFailed = event('shipping-service', 'ShipmentFailed', 1, {
  orderId: OrderId,
  reason: Reason,
});

/** No shipment is, or ever will be, on its way for the order. */
export const ShipmentCancelled = event('shipping-service', 'ShipmentCancelled', 1, {
  orderId: OrderId,
});
