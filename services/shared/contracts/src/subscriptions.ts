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
import { ImageProcessed, InvoiceReceived } from './document-events.ts';
import {
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from './inventory-events.ts';
import { documentsBucket, mailConfigurationSet, uploadsPrefix } from './names.ts';
import {
  ItemAdded,
  ItemRemoved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderPlaced,
  OrderShipped,
  OrderStatusChanged,
} from './order-events.ts';
import { PaymentFailed, PaymentProcessed, PaymentRefunded } from './payment-events.ts';
import { ObjectCreated } from './s3-notices.ts';
import { EmailBounced, EmailComplaintReceived } from './ses-notices.ts';
import { ShipmentArranged, ShipmentCancelled, ShipmentFailed } from './shipping-events.ts';

/** What one service hears through its queue. */
export interface Subscription {
  /** Facts of the bus, by rule. */
  readonly events: readonly AnyContract[];
  /** Requests that this service owns, from the relay. */
  readonly commands: readonly AnyContract[];
  /** What AWS tells on its default bus. */
  readonly notices?: Notices;
}

/** Facts of AWS itself, by rule on the default bus. */
export interface Notices {
  readonly contracts: readonly AnyContract[];
  /** What their `detail` must match, as an event pattern; `name` makes the names of a stage. */
  readonly filter: (name: (logicalName: string) => string) => object;
}

/** The map of the system: service → what it hears. Rules, queues, consumers and the README's table follow from it. */
export const subscriptions = {
  catalog: { events: [ImageProcessed], commands: [] },
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
  inventory: {
    events: [OrderShipped, InvoiceReceived],
    commands: [ReserveInventory, ReleaseInventory],
  },
  payments: { events: [], commands: [ProcessPayment, RefundPayment] },
  shipping: { events: [], commands: [ArrangeShipping, CancelShipment] },
  notifications: {
    events: [OrderPlaced, OrderShipped, OrderCancelled],
    commands: [],
    notices: {
      contracts: [EmailBounced, EmailComplaintReceived],
      // The account's default bus tells of every stage's mails, and of others'.
      filter: (name: (logicalName: string) => string) => ({
        mail: { tags: { 'ses:configuration-set': [name(mailConfigurationSet)] } },
      }),
    },
  },
  analytics: {
    events: [
      OrderCreated,
      ItemAdded,
      ItemRemoved,
      OrderPlaced,
      OrderConfirmed,
      OrderShipped,
      OrderCancelled,
    ],
    commands: [],
  },
  gateway: { events: [OrderStatusChanged], commands: [] },
  documents: {
    events: [],
    commands: [],
    notices: {
      contracts: [ObjectCreated],
      // What is written elsewhere, thumbnails above all, is nobody's upload.
      filter: (name: (logicalName: string) => string) => ({
        bucket: { name: [name(documentsBucket)] },
        object: { key: [{ prefix: uploadsPrefix }] },
      }),
    },
  },
} as const satisfies Record<string, Subscription>;

/** A service that has a queue. */
export type Subscriber = keyof typeof subscriptions;
