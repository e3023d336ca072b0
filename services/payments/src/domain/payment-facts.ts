import { privateEvent, type EntryOf } from '@waybill/contracts/contract';
import {
  PaymentFailed,
  PaymentProcessed,
  PaymentRefunded,
} from '@waybill/contracts/payment-events';
import { Currency, MinorUnits, OrderId } from '@waybill/contracts/values';

/** The provider is about to be asked for the money. Before it is asked, so that a crash leaves a trace to look up. */
export const PaymentIntended = privateEvent('PaymentIntended', 1, {
  orderId: OrderId,
  total: MinorUnits,
  currency: Currency,
});

/** The money is to go back, and whoever learns that it was charged sees to it. */
export const RefundRequested = privateEvent('RefundRequested', 1, { orderId: OrderId });

/** Everything that a payment may commit. */
export const paymentContracts = [
  PaymentIntended,
  RefundRequested,
  PaymentProcessed,
  PaymentFailed,
  PaymentRefunded,
] as const;

export type PaymentEvent = EntryOf<(typeof paymentContracts)[number]>;
