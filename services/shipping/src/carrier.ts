import type { ShippingAddress } from '@waybill/contracts/order-contact';

/** What a carrier says of a parcel. */
export type CarrierOutcome =
  | { readonly status: 'arranged'; readonly trackingNumber: string }
  | { readonly status: 'refused'; readonly reason: string };

/** A parcel. `shipmentId` is the carrier's idempotency key: asked twice, it is fetched once. */
export interface Parcel {
  readonly shipmentId: string;
  readonly orderId: string;
  readonly address: ShippingAddress;
}

/** Whoever carries the parcels. Every call may take no effect, or take effect and fail to say so. */
export interface Carrier {
  arrange(parcel: Parcel): Promise<CarrierOutcome>;
  /** Stops the parcel, and refuses it for ever if the request for it is still under way or comes later. */
  cancel(shipmentId: string): Promise<void>;
}
