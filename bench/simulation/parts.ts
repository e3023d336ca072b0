import type { Consumer } from '@waybill/kernel/consumer';
import type { Decider } from '@waybill/kernel/decider';
import { reservation } from '@waybill/inventory/domain/reservation';
import type { Reservation, ReservationCommand } from '@waybill/inventory/domain/reservation';
import type { ReservationEvent } from '@waybill/inventory/domain/reservation-facts';
import { orderSummary, type OrderSummary } from '@waybill/orders/projections/order-summary';
import type { PaymentProvider } from '@waybill/payments/payment-provider';
import type { EventStore } from '@waybill/runtime/event-store';
import type { Platform } from '@waybill/runtime/platform';
import { createProjector } from '@waybill/runtime/projector';
import type { ChangeRecord } from '@waybill/runtime/stream/change-record';
import type { Table } from '@waybill/runtime/table';

/** What of the system can be exchanged for something that is broken, to see whether the simulation finds it. */
export interface Parts {
  readonly reservation: Decider<Reservation, ReservationCommand, ReservationEvent>;
  readonly consumer: (consumer: Consumer) => Consumer;
  readonly paymentProvider: (provider: PaymentProvider) => PaymentProvider;
  readonly projector: (
    platform: Platform,
    adapters: { table: Table<OrderSummary>; store: EventStore },
  ) => (changes: readonly ChangeRecord[]) => Promise<void>;
}

/** The system as it is. */
export const realParts: Parts = {
  reservation,
  consumer: (consumer) => consumer,
  paymentProvider: (provider) => provider,
  projector: (platform, adapters) => createProjector(platform, orderSummary, adapters),
};
