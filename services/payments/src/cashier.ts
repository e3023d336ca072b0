import type { OrderContact } from '@waybill/contracts/order-contact';
import { currentCause } from '@waybill/runtime/cause';
import type { Aggregate } from '@waybill/runtime/aggregate';
import type { Table } from '@waybill/runtime/table';
import type { Payment, PaymentCommand } from './domain/payment.ts';
import type { PaymentEvent } from './domain/payment-facts.ts';
import type { ChargeOutcome, PaymentProvider } from './payment-provider.ts';

/** What the cashier works with. */
export interface Adapters {
  readonly payments: Aggregate<Payment, PaymentCommand, PaymentEvent>;
  readonly contacts: Table<OrderContact>;
  readonly provider: PaymentProvider;
}

/** Charges and refunds, so that whatever is lost or repeated on the way, the customer pays once or not at all. */
export class Cashier {
  readonly #payments: Adapters['payments'];
  readonly #contacts: Adapters['contacts'];
  readonly #provider: PaymentProvider;

  constructor({ payments, contacts, provider }: Adapters) {
    this.#payments = payments;
    this.#contacts = contacts;
    this.#provider = provider;
  }

  /** The intent is committed before the provider is asked; one that was committed before is looked up, never charged blind. */
  async charge(orderId: string, total: number, currency: string): Promise<void> {
    // A replay tells again what was; it must not move money.
    if (currentCause()?.replay !== undefined) return;
    const paymentId = paymentIdOf(orderId);
    const intent = { type: 'intend', orderId, total, currency } as const;
    const { state, events } = await this.#payments.execute(paymentId, intent, true);
    if (state.status === 'refunding') return this.refund(orderId);
    if (state.status !== 'pending') return;
    const isFirst = events.length > 0;
    const known = isFirst ? undefined : await this.#provider.lookUp(paymentId);
    const outcome = known ?? (await this.#ask({ paymentId, orderId, amount: total, currency }));
    await this.#settle(orderId, outcome);
  }

  /** Gives back what was charged, and sees to it that nothing is charged later. */
  async refund(orderId: string): Promise<void> {
    const paymentId = paymentIdOf(orderId);
    const request = { type: 'refund', orderId, paymentId } as const;
    const { state } = await this.#payments.execute(paymentId, request);
    if (state.status !== 'refunding') return;
    const refunded = await this.#provider.refund(paymentId);
    await this.#payments.execute(paymentId, { type: 'refunded', orderId, paymentId, refunded });
  }

  async #ask(charge: {
    paymentId: string;
    orderId: string;
    amount: number;
    currency: string;
  }): Promise<ChargeOutcome> {
    const contact = await this.#contacts.get({ orderId: charge.orderId }, { consistent: true });
    if (!contact) return { status: 'declined', reason: 'no-payment-method' };
    return this.#provider.charge({ ...charge, paymentMethod: contact.paymentMethod });
  }

  /** A refund may have been asked for while the provider was charging: then the money goes back at once. */
  async #settle(orderId: string, outcome: ChargeOutcome): Promise<void> {
    const paymentId = paymentIdOf(orderId);
    const command: PaymentCommand =
      outcome.status === 'captured'
        ? { type: 'captured', orderId, paymentId }
        : { type: 'declined', orderId, paymentId, reason: outcome.reason };
    const { state } = await this.#payments.execute(paymentId, command);
    if (state.status === 'refunding') await this.refund(orderId);
    // Told as refunded before the charge was known: there is nothing left to tell, but money to give back.
    if (state.status === 'refunded' && outcome.status === 'captured') {
      await this.#provider.refund(paymentId);
    }
  }
}

const paymentIdOf = (orderId: string): string => `payment-${orderId}`;
