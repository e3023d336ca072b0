import { Router } from 'express';
import { Type } from '@sinclair/typebox';
import { bodyOf } from '@waybill/runtime/http/input';
import { notFound } from '@waybill/runtime/http/problem';

/** A captured charge, as the ledger shows it. `amount` in minor units. */
export interface LedgerCharge {
  readonly paymentId: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: 'captured' | 'refunded';
}

type Answer =
  { readonly status: 'captured' } | { readonly status: 'declined'; readonly reason: string };

const ChargeBody = Type.Object({
  paymentId: Type.String({ minLength: 1 }),
  orderId: Type.String({ minLength: 1 }),
  amount: Type.Integer({ minimum: 0 }),
  currency: Type.String({ minLength: 3, maxLength: 3 }),
  paymentMethod: Type.String({ minLength: 1 }),
});

const flakyFailures = 2;

/**
 * A payment provider that moves no money. `tok_visa` is charged, `tok_declined` declined, `tok_unreachable` never answered
 * and never charged, `tok_flaky` fails twice before it is charged. A payment's id is its idempotency key, for ever.
 */
export class SandboxPayments {
  readonly #charges = new Map<string, LedgerCharge>();
  readonly #declined = new Map<string, Answer>();
  readonly #voided = new Set<string>();
  readonly #failures = new Map<string, number>();

  /** The charges of an order, or all. */
  charges(orderId?: string): LedgerCharge[] {
    const all = [...this.#charges.values()];
    return orderId === undefined ? all : all.filter((charge) => charge.orderId === orderId);
  }

  routes(): Router {
    const router = Router();
    router.put('/payments/:paymentId', (request, response) => {
      const { paymentMethod, ...charge } = bodyOf(request, ChargeBody);
      if (paymentMethod === 'tok_unreachable') return;
      if (paymentMethod === 'tok_flaky' && this.#fails(charge.paymentId)) {
        response.status(500).json({ status: 'try-again' });
        return;
      }
      response.json(this.#charge(charge, paymentMethod));
    });
    router.get('/payments/:paymentId', ({ params: { paymentId } }, response) => {
      const known = this.#outcome(paymentId);
      if (!known) throw notFound('No such payment');
      response.json(known);
    });
    router.put('/payments/:paymentId/refund', ({ params: { paymentId } }, response) => {
      response.json({ refunded: this.#refund(paymentId) });
    });
    return router;
  }

  #charge(charge: Omit<LedgerCharge, 'status'>, paymentMethod: string): Answer {
    const { paymentId } = charge;
    const known = this.#outcome(paymentId);
    if (known) return known;
    if (this.#voided.has(paymentId)) return { status: 'declined', reason: 'voided' };
    if (paymentMethod === 'tok_visa' || paymentMethod === 'tok_flaky') {
      this.#charges.set(paymentId, { ...charge, status: 'captured' });
      return { status: 'captured' };
    }
    const reason = paymentMethod === 'tok_declined' ? 'card-declined' : 'unknown-payment-method';
    const answer: Answer = { status: 'declined', reason };
    this.#declined.set(paymentId, answer);
    return answer;
  }

  #outcome(paymentId: string): Answer | undefined {
    return this.#charges.has(paymentId) ? { status: 'captured' } : this.#declined.get(paymentId);
  }

  /** What was refunded, also when it is asked again. */
  #refund(paymentId: string): number {
    this.#voided.add(paymentId);
    const charge = this.#charges.get(paymentId);
    if (!charge) return 0;
    this.#charges.set(paymentId, { ...charge, status: 'refunded' });
    return charge.amount;
  }

  #fails(paymentId: string): boolean {
    const failures = this.#failures.get(paymentId) ?? 0;
    this.#failures.set(paymentId, failures + 1);
    return failures < flakyFailures;
  }
}
