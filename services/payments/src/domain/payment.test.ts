import {
  PaymentFailed,
  PaymentProcessed,
  PaymentRefunded,
} from '@waybill/contracts/payment-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { PaymentIntended, RefundRequested } from './payment-facts.ts';
import { payment, type PaymentCommand } from './payment.ts';

const given = specification(payment);
const ids = { orderId: 'ord-1', paymentId: 'payment-ord-1' };
const amount = { orderId: 'ord-1', total: 610, currency: 'GBP' };

const intend: PaymentCommand = { type: 'intend', ...amount };
const captured: PaymentCommand = { type: 'captured', ...ids };
const declined: PaymentCommand = { type: 'declined', ...ids, reason: 'card-declined' };
const refund: PaymentCommand = { type: 'refund', ...ids };
const refundedCommand = (refunded: number): PaymentCommand => ({
  type: 'refunded',
  ...ids,
  refunded,
});

const intended = PaymentIntended(amount);
const processed = PaymentProcessed({ ...ids, ...amount });
const failed = PaymentFailed({ ...ids, reason: 'card-declined' });
const refundRequested = RefundRequested(ids);
const refunded = (sum: number) => PaymentRefunded({ ...ids, refunded: sum });

describe('a payment', () => {
  it('is intended before anybody is asked for money, once', () => {
    given().when(intend).then(intended);
    given(intended).when(intend).thenNothing();
  });
  it('is processed when the provider says yes, with the sum that was intended', () => {
    given(intended).when(captured).then(processed);
    given(intended, processed).when(captured).thenNothing();
  });
  it('fails when the provider says no', () => {
    given(intended).when(declined).then(failed);
    given(intended, failed).when(declined).thenNothing();
  });
  it('keeps the provider’s first answer', () => {
    given(intended, processed).when(declined).thenNothing();
    given(intended, failed).when(captured).thenNothing();
  });
  it('is not intended again, whatever became of it', () => {
    given(intended, failed).when(intend).thenNothing();
    given(intended, processed).when(intend).thenNothing();
  });
});

describe('a refund', () => {
  it('of a charge is asked for, and told when the money is back', () => {
    given(intended, processed).when(refund).then(refundRequested);
    given(intended, processed, refundRequested).when(refundedCommand(610)).then(refunded(610));
  });
  it('of a charge whose outcome is not known is asked for all the same', () =>
    given(intended).when(refund).then(refundRequested));
  it('of nothing is told at once', () => {
    given().when(refund).then(refunded(0));
    given(intended, failed).when(refund).then(refunded(0));
  });
  it('that comes first refuses the charge that comes later', () => {
    given(refunded(0)).when(intend).thenNothing();
    given(refunded(0)).when(captured).thenNothing();
  });
  it('wins over a charge that becomes known after it was asked for', () => {
    given(intended, refundRequested).when(captured).thenNothing();
    given(intended, refundRequested).when(declined).thenNothing();
  });
  it('is made once', () => {
    given(intended, refundRequested).when(refund).thenNothing();
    given(intended, refundRequested, refunded(610)).when(refund).thenNothing();
    given(intended, refundRequested, refunded(610)).when(refundedCommand(610)).thenNothing();
  });
  it('that nobody asked for is not told', () => {
    given(intended).when(refundedCommand(610)).thenNothing();
    given(intended, processed).when(refundedCommand(610)).thenNothing();
  });
});

describe('a payment and its refund, in whatever order', () => {
  it('decide nothing twice', () =>
    decidesOnce(
      payment,
      fc.constantFrom(intend, captured, declined, refund),
      fc.nat(610).map(refundedCommand),
    ));
});
