import { privateEvent, type EntryOf } from '@waybill/contracts/contract';
import {
  ShipmentArranged,
  ShipmentCancelled,
  ShipmentFailed,
} from '@waybill/contracts/shipping-events';
import { OrderId } from '@waybill/contracts/values';

/** The carrier is about to be asked. */
export const ShipmentIntended = privateEvent('ShipmentIntended', 1, { orderId: OrderId });
/** The shipment is to stop, and whoever learns that it was arranged sees to it. */
export const CancellationRequested = privateEvent('CancellationRequested', 1, { orderId: OrderId });

/** Everything that a shipment may commit. */
export const shipmentContracts = [
  ShipmentIntended,
  CancellationRequested,
  ShipmentArranged,
  ShipmentFailed,
  ShipmentCancelled,
] as const;

export type ShipmentEvent = EntryOf<(typeof shipmentContracts)[number]>;
