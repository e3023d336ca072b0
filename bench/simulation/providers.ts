import { MailNotAccepted, type Mailer } from '@waybill/runtime/mail/mailer';
import type { PaymentProvider } from '@waybill/payments/payment-provider';
import type { Carrier } from '@waybill/shipping/carrier';
import type { HandOver, MailLedger } from './mail-ledger.ts';
import type { Network } from './network.ts';
import type { ParcelLedger } from './parcel-ledger.ts';
import type { PaymentLedger } from './payment-ledger.ts';
import type { Pod } from './pod.ts';

const timedOut = (message: string): Error => new Error(message);

/** The payment provider as a pod reaches it. */
export function paymentProvider(
  network: Network,
  pod: Pod,
  ledger: PaymentLedger,
): PaymentProvider {
  const resource = 'payment-provider';
  const call = <T>(operation: string, effect: () => T, isRead = false): Promise<T> =>
    network.call(pod, { resource, operation, effect, isRead, unknown: timedOut });
  return {
    charge: (charge) => call(`charge ${charge.paymentId}`, () => ledger.charge(charge)),
    lookUp: (paymentId) => call(`lookUp ${paymentId}`, () => ledger.lookUp(paymentId), true),
    refund: (paymentId) => call(`refund ${paymentId}`, () => ledger.refund(paymentId)),
  };
}

/** The carrier as a pod reaches it. */
export function carrier(network: Network, pod: Pod, ledger: ParcelLedger): Carrier {
  const resource = 'carrier';
  const call = <T>(operation: string, effect: () => T): Promise<T> =>
    network.call(pod, { resource, operation, effect, unknown: timedOut });
  return {
    arrange: (parcel) => call(`arrange ${parcel.shipmentId}`, () => ledger.arrange(parcel)),
    cancel: (shipmentId) => call(`cancel ${shipmentId}`, () => ledger.cancel(shipmentId)),
  };
}

/** The mail provider as a pod reaches it. */
export function mailer(network: Network, pod: Pod, ledger: MailLedger): Mailer {
  return {
    send: ({ tags: { orderId = '', kind = '' } }) => {
      const mail: HandOver = { orderId, kind, isExcused: false };
      return network.call(pod, {
        resource: 'mailer',
        operation: `send ${orderId} ${kind}`,
        effect: () => ledger.handOver(pod, mail),
        refused: (message) => new MailNotAccepted(message),
        unknown: (message) => {
          mail.isExcused = true;
          return new Error(message);
        },
      });
    },
  };
}
