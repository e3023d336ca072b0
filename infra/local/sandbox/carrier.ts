import { createHash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { ShippingAddress } from '@waybill/contracts/order-contact';
import { bodyOf } from '@waybill/runtime/http/input';
import { Router } from 'express';

/** A parcel, as the ledger shows it. */
export interface LedgerShipment {
  readonly shipmentId: string;
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly status: 'arranged' | 'cancelled';
}

const ParcelBody = Type.Object({
  shipmentId: Type.String({ minLength: 1 }),
  orderId: Type.String({ minLength: 1 }),
  address: ShippingAddress,
});

const undeliverable = '00000';

/** A carrier that moves no parcels, and cannot deliver to postal code `00000`. A shipment's id is its idempotency key. */
export class SandboxCarrier {
  readonly #shipments = new Map<string, LedgerShipment>();
  readonly #stopped = new Set<string>();

  /** The shipments of an order, or all. */
  shipments(orderId?: string): LedgerShipment[] {
    const all = [...this.#shipments.values()];
    return orderId === undefined ? all : all.filter((shipment) => shipment.orderId === orderId);
  }

  routes(): Router {
    const router = Router();
    router.put('/parcels/:shipmentId', (request, response) => {
      const { shipmentId, orderId, address } = bodyOf(request, ParcelBody);
      const refusal = this.#refusal(shipmentId, address.postalCode);
      if (refusal) {
        response.json({ status: 'refused', reason: refusal });
        return;
      }
      const known = this.#shipments.get(shipmentId);
      const trackingNumber = known?.trackingNumber ?? trackingNumberOf(shipmentId);
      if (!known) {
        this.#shipments.set(shipmentId, {
          shipmentId,
          orderId,
          trackingNumber,
          status: 'arranged',
        });
      }
      response.json({ status: 'arranged', trackingNumber });
    });
    router.put('/parcels/:shipmentId/cancel', ({ params: { shipmentId } }, response) => {
      this.#stopped.add(shipmentId);
      const shipment = this.#shipments.get(shipmentId);
      if (shipment) this.#shipments.set(shipmentId, { ...shipment, status: 'cancelled' });
      response.json({ status: 'cancelled' });
    });
    return router;
  }

  #refusal(shipmentId: string, postalCode: string): string | undefined {
    if (this.#stopped.has(shipmentId)) return 'cancelled';
    return postalCode === undeliverable ? 'undeliverable-address' : undefined;
  }
}

function trackingNumberOf(shipmentId: string): string {
  return `WB${createHash('sha256').update(shipmentId).digest('hex').slice(0, 12).toUpperCase()}`;
}
