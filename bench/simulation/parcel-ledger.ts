import type { CarrierOutcome, Parcel } from '@waybill/shipping/carrier';

interface LedgerParcel {
  readonly orderId: string;
  readonly trackingNumber: string;
  isStopped: boolean;
}

const undeliverable = '00000';

/** Whoever carries the parcels, and which are under way. */
export class ParcelLedger {
  readonly parcels = new Map<string, LedgerParcel>();
  readonly #stopped = new Set<string>();

  arrange({ shipmentId, orderId, address }: Parcel): CarrierOutcome {
    if (this.#stopped.has(shipmentId)) return { status: 'refused', reason: 'cancelled' };
    if (address.postalCode === undeliverable) {
      return { status: 'refused', reason: 'undeliverable-address' };
    }
    const trackingNumber = `T-${shipmentId}`;
    if (!this.parcels.has(shipmentId)) {
      this.parcels.set(shipmentId, { orderId, trackingNumber, isStopped: false });
    }
    return { status: 'arranged', trackingNumber };
  }

  cancel(shipmentId: string): void {
    this.#stopped.add(shipmentId);
    const parcel = this.parcels.get(shipmentId);
    if (parcel) parcel.isStopped = true;
  }
}
