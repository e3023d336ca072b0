import { Type } from '@sinclair/typebox';
import { privateEvent, type EntryOf } from '@waybill/contracts/contract';
import {
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from '@waybill/contracts/inventory-events';
import { maxOrderLines, ProductId } from '@waybill/contracts/values';

const part = { part: Type.Integer({ minimum: 0 }) };

/** What is to be set aside, each product once, in the order in which it is taken. */
export const ReservationPlanned = privateEvent('ReservationPlanned', 1, {
  // Several lines together may be more than one line may have.
  items: Type.Array(Type.Object({ productId: ProductId, quantity: Type.Integer({ minimum: 1 }) }), {
    minItems: 1,
    maxItems: maxOrderLines,
  }),
});
/** One transaction's worth of products is set aside. */
export const PartTaken = privateEvent('PartTaken', 1, part);
/** What was set aside is given back from now on: the reservation failed for want of something, or was released. */
export const GivingBack = privateEvent('GivingBack', 1, {
  because: Type.Union([Type.Literal('failed'), Type.Literal('released')]),
  shortages: InventoryReservationFailed.schema.properties.shortages,
});
/** One transaction's worth of products is for sale again. */
export const PartGivenBack = privateEvent('PartGivenBack', 1, part);
/** One transaction's worth of products has left the house. */
export const PartSold = privateEvent('PartSold', 1, part);

/** Everything that a reservation may commit. */
export const reservationContracts = [
  ReservationPlanned,
  PartTaken,
  GivingBack,
  PartGivenBack,
  PartSold,
  InventoryReserved,
  InventoryReservationFailed,
  InventoryReleased,
] as const;

export type ReservationEvent = EntryOf<(typeof reservationContracts)[number]>;
