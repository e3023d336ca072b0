import { Type } from '@sinclair/typebox';
import { event } from './contract.ts';
import { Currency, MinorUnits, OrderId, Reason } from './values.ts';

const payment = {
  orderId: OrderId,
  paymentId: Type.String({ minLength: 1, maxLength: 100 }),
};

/** The order's total is captured. */
export const PaymentProcessed = event('payment-service', 'PaymentProcessed', 1, {
  ...payment,
  total: MinorUnits,
  currency: Currency,
});

/** The provider has said no; nothing is charged. */
export const PaymentFailed = event('payment-service', 'PaymentFailed', 1, {
  ...payment,
  reason: Reason,
});

/** Nothing is, or ever will be, held of the customer's money. `refunded` is zero if nothing was charged. */
export const PaymentRefunded = event('payment-service', 'PaymentRefunded', 1, {
  ...payment,
  refunded: MinorUnits,
});
