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
import { hours, minutes } from '@waybill/kernel/duration';
import { saga } from '@waybill/kernel/saga';

/** A saga of three steps over the real contracts, with times of its own: tests of the interpreter must not break when a service's table changes. */
export const threeSteps = saga({
  version: 1,
  startedBy: OrderPlaced,
  completedBy: OrderShipped,
  completedWithinMs: hours(2),
  cancelledBy: OrderCancelled,
  abandon: { send: CancelOrder, withinMs: minutes(10) },
  attempts: 3,
  steps: [
    {
      name: 'inventory',
      do: {
        send: ReserveInventory,
        until: InventoryReserved,
        unless: InventoryReservationFailed,
        withinMs: minutes(5),
      },
      undo: { send: ReleaseInventory, until: InventoryReleased, withinMs: minutes(5) },
    },
    {
      name: 'payment',
      do: {
        send: ProcessPayment,
        until: PaymentProcessed,
        unless: PaymentFailed,
        withinMs: minutes(15),
      },
      undo: { send: RefundPayment, until: PaymentRefunded, withinMs: hours(1) },
    },
    {
      name: 'shipping',
      do: {
        send: ArrangeShipping,
        until: ShipmentArranged,
        unless: ShipmentFailed,
        withinMs: hours(24),
      },
      undo: { send: CancelShipment, until: ShipmentCancelled, withinMs: hours(1) },
    },
  ],
});

const order = { orderId: 'ord-1', customerId: 'cust-1', currency: 'GBP', total: 300 };
const payment = { orderId: 'ord-1', paymentId: 'payment-ord-1' };

/** Everything that the saga of one order may hear. */
export const heard = {
  placed: OrderPlaced({ ...order, items: [{ productId: 'A', quantity: 3, unitPrice: 100 }] }),
  shipped: OrderShipped({ ...order, trackingNumber: 'T-1' }),
  cancelled: OrderCancelled({ ...order, reason: 'changed-my-mind' }),
  reserved: InventoryReserved(order),
  notReserved: InventoryReservationFailed({ ...order, reason: 'out-of-stock', shortages: [] }),
  released: InventoryReleased(order),
  paid: PaymentProcessed({ ...order, ...payment }),
  notPaid: PaymentFailed({ ...payment, reason: 'card-declined' }),
  refunded: PaymentRefunded({ ...payment, refunded: 300 }),
  arranged: ShipmentArranged({ ...order, trackingNumber: 'T-1' }),
  notArranged: ShipmentFailed({ ...order, reason: 'undeliverable' }),
  stopped: ShipmentCancelled(order),
};
