import { minutes } from '@waybill/kernel/duration';
import type { Charge, ChargeOutcome } from '@waybill/payments/payment-provider';

interface LedgerCharge {
  readonly paymentId: string;
  readonly orderId: string;
  /** Minor units. */
  readonly amount: number;
  refunded: boolean;
}

/** Far less than real providers remember a key, and far more than a call is under way. */
const keyLifeMs = minutes(1);
const flakyFailures = 2;

/** Whoever moves the money, and what it moved. An idempotency key is forgotten after a while, a charge never. */
export class PaymentLedger {
  readonly charges: LedgerCharge[] = [];
  readonly #nowMs: () => number;
  readonly #keys = new Map<string, { readonly outcome: ChargeOutcome; readonly endMs: number }>();
  readonly #declined = new Map<string, ChargeOutcome>();
  readonly #voided = new Set<string>();
  readonly #failures = new Map<string, number>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  charge(charge: Charge): ChargeOutcome {
    const { paymentId, paymentMethod } = charge;
    const known = this.#keys.get(paymentId);
    if (known && known.endMs > this.#nowMs()) return known.outcome;
    if (paymentMethod === 'tok_unreachable') throw new Error('the provider does not answer');
    if (paymentMethod === 'tok_flaky' && this.#fails(paymentId)) throw new Error('try again');
    const outcome = this.#outcome(charge);
    this.#keys.set(paymentId, { outcome, endMs: this.#nowMs() + keyLifeMs });
    return outcome;
  }

  lookUp(paymentId: string): ChargeOutcome | undefined {
    const isCharged = this.charges.some((charge) => charge.paymentId === paymentId);
    return isCharged ? { status: 'captured' } : this.#declined.get(paymentId);
  }

  /** Gives one charge back, and refuses what comes later. */
  refund(paymentId: string): number {
    this.#voided.add(paymentId);
    const charge = this.charges.find((candidate) => candidate.paymentId === paymentId);
    if (!charge) return 0;
    charge.refunded = true;
    return charge.amount;
  }

  #outcome({ paymentId, orderId, amount, paymentMethod }: Charge): ChargeOutcome {
    if (this.#voided.has(paymentId)) return { status: 'declined', reason: 'voided' };
    if (paymentMethod === 'tok_declined') {
      const outcome = { status: 'declined', reason: 'card-declined' } as const;
      this.#declined.set(paymentId, outcome);
      return outcome;
    }
    this.charges.push({ paymentId, orderId, amount, refunded: false });
    return { status: 'captured' };
  }

  #fails(paymentId: string): boolean {
    const failures = this.#failures.get(paymentId) ?? 0;
    this.#failures.set(paymentId, failures + 1);
    return failures < flakyFailures;
  }
}
