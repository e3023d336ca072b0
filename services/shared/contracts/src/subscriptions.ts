import type { AnyContract } from './contract.ts';
import {
  ArrangeShipping,
  CancelOrder,
  CancelShipment,
  ProcessPayment,
  RefundPayment,
  ReleaseInventory,
  ReserveInventory,
  ResumeSaga,
} from './commands.ts';
import { PriceChanged, ProductListed } from './catalog-events.ts';
import {
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from './inventory-events.ts';
import { OrderCancelled, OrderPlaced, OrderShipped } from './order-events.ts';
import { PaymentFailed, PaymentProcessed, PaymentRefunded } from './payment-events.ts';
import { ShipmentArranged, ShipmentCancelled, ShipmentFailed } from './shipping-events.ts';

/** What one service hears through its queue. */
export interface Subscription {
  /** Facts of the bus, by rule. */
  readonly events: readonly AnyContract[];
  /** Requests that this service owns, from the relay. */
  readonly commands: readonly AnyContract[];
}

/** The map of the system: service → what it hears. Rules, queues, consumers and the README's table follow from it. */
export const subscriptions = {
  orders: {
    events: [PaymentProcessed, ShipmentArranged, ProductListed, PriceChanged],
    commands: [CancelOrder],
  },
  fulfilment: {
    events: [
      OrderPlaced,
      OrderShipped,
      OrderCancelled,
      InventoryReserved,
      InventoryReservationFailed,
      InventoryReleased,
      PaymentProcessed,
      PaymentFailed,
      PaymentRefunded,
      ShipmentArranged,
      ShipmentFailed,
      ShipmentCancelled,
    ],
    commands: [ResumeSaga],
  },
  inventory: { events: [OrderShipped], commands: [ReserveInventory, ReleaseInventory] },
  payments: { events: [], commands: [ProcessPayment, RefundPayment] },
  shipping: { events: [], commands: [ArrangeShipping, CancelShipment] },
  notifications: { events: [OrderPlaced, OrderShipped, OrderCancelled], commands: [] },
} as const satisfies Record<string, Subscription>;

/** A service that has a queue. */
export type Subscriber = keyof typeof subscriptions;
