import type { OrderContact } from '@waybill/contracts/order-contact';
import { currentCause } from '@waybill/runtime/cause';
import type { Aggregate } from '@waybill/runtime/aggregate';
import type { Table } from '@waybill/runtime/table';
import type { Carrier, CarrierOutcome } from './carrier.ts';
import type { Shipment, ShipmentCommand } from './domain/shipment.ts';
import type { ShipmentEvent } from './domain/shipment-facts.ts';

/** What the dispatch office works with. */
export interface Adapters {
  readonly shipments: Aggregate<Shipment, ShipmentCommand, ShipmentEvent>;
  readonly contacts: Table<OrderContact>;
  readonly carrier: Carrier;
}

/** Sends parcels, each once, and stops them. */
export class DispatchOffice {
  readonly #adapters: Adapters;

  constructor(adapters: Adapters) {
    this.#adapters = adapters;
  }

  /** Has the carrier fetch the order's parcel. Asked again after an unknown outcome: the carrier knows the shipment's id. */
  async arrange(orderId: string): Promise<void> {
    // A replay tells again what was; it must not move goods.
    if (currentCause()?.replay !== undefined) return;
    const { shipments } = this.#adapters;
    const shipmentId = shipmentIdOf(orderId);
    const { state } = await shipments.execute(shipmentId, { type: 'intend', orderId }, true);
    if (state.status === 'cancelling') return this.cancel(orderId);
    if (state.status !== 'pending') return;
    const outcome = await this.#ask(orderId, shipmentId);
    const command: ShipmentCommand =
      outcome.status === 'arranged'
        ? { type: 'arranged', orderId, trackingNumber: outcome.trackingNumber }
        : { type: 'refused', orderId, reason: outcome.reason };
    const settled = await shipments.execute(shipmentId, command);
    // A cancellation may have come while the carrier was asked.
    if (settled.state.status === 'cancelling') await this.cancel(orderId);
  }

  /** Stops the order's parcel, and sees to it that none goes later. */
  async cancel(orderId: string): Promise<void> {
    const { shipments, carrier } = this.#adapters;
    const shipmentId = shipmentIdOf(orderId);
    const { state } = await shipments.execute(shipmentId, { type: 'cancel', orderId });
    if (state.status !== 'cancelling') return;
    await carrier.cancel(shipmentId);
    await shipments.execute(shipmentId, { type: 'stopped', orderId });
  }

  async #ask(orderId: string, shipmentId: string): Promise<CarrierOutcome> {
    const contact = await this.#adapters.contacts.get({ orderId }, { consistent: true });
    if (!contact) return { status: 'refused', reason: 'no-address' };
    const address = contact.shippingAddress;
    return this.#adapters.carrier.arrange({ shipmentId, orderId, address });
  }
}

const shipmentIdOf = (orderId: string): string => `shipment-${orderId}`;
