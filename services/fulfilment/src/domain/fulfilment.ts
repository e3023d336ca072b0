import {
  ArrangeShipping,
  CancelOrder,
  CancelShipment,
  ProcessPayment,
  RefundPayment,
  ReleaseInventory,
  ReserveInventory,
} from '@waybill/contracts/commands';
import {
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from '@waybill/contracts/inventory-events';
import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import {
  PaymentFailed,
  PaymentProcessed,
  PaymentRefunded,
} from '@waybill/contracts/payment-events';
import {
  ShipmentArranged,
  ShipmentCancelled,
  ShipmentFailed,
} from '@waybill/contracts/shipping-events';
import { saga, type SagaDefinition } from '@waybill/kernel/saga';

/** How long each outcome may take, in milliseconds. */
export interface Patience {
  readonly inventoryMs: number;
  readonly paymentMs: number;
  readonly shippingMs: number;
  readonly completionMs: number;
  readonly cancellationMs: number;
  readonly undoMs: number;
}

/** A placed order is reserved, paid and shipped; or cancelled, and nothing of it is left. */
export const fulfilment = (patience: Patience): SagaDefinition =>
  saga({
    version: 1,
    startedBy: OrderPlaced,
    completedBy: OrderShipped,
    completedWithinMs: patience.completionMs,
    cancelledBy: OrderCancelled,
    abandon: { send: CancelOrder, withinMs: patience.cancellationMs },
    attempts: 5,
    steps: [
      {
        name: 'inventory',
        do: {
          send: ReserveInventory,
          until: InventoryReserved,
          unless: InventoryReservationFailed,
          withinMs: patience.inventoryMs,
        },
        undo: { send: ReleaseInventory, until: InventoryReleased, withinMs: patience.undoMs },
      },
      {
        name: 'payment',
        do: {
          send: ProcessPayment,
          until: PaymentProcessed,
          unless: PaymentFailed,
          withinMs: patience.paymentMs,
        },
        undo: { send: RefundPayment, until: PaymentRefunded, withinMs: patience.undoMs },
      },
      {
        name: 'shipping',
        do: {
          send: ArrangeShipping,
          until: ShipmentArranged,
          unless: ShipmentFailed,
          withinMs: patience.shippingMs,
        },
        undo: { send: CancelShipment, until: ShipmentCancelled, withinMs: patience.undoMs },
      },
    ],
  });
