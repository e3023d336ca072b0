import { Type, type Static } from '@sinclair/typebox';
import { MinorUnits } from '@waybill/contracts/values';
import { answerOf, jsonClient } from '@waybill/runtime/http/json-client';
import type { ChargeOutcome, PaymentProvider } from './payment-provider.ts';

const Outcome = Type.Object({
  status: Type.Union([Type.Literal('captured'), Type.Literal('declined')]),
  reason: Type.Optional(Type.String()),
});
const Refund = Type.Object({ refunded: MinorUnits });

/** A provider over HTTP, with the sandbox's interface. */
export function createHttpPaymentProvider(url: string, timeoutMs: number): PaymentProvider {
  const provider = jsonClient(url, timeoutMs);
  const at = (paymentId: string): string => `/payments/${encodeURIComponent(paymentId)}`;
  return {
    charge: async (charge) =>
      outcomeOf(answerOf(Outcome, await provider.put(at(charge.paymentId), charge))),
    lookUp: async (paymentId) => {
      const answer = await provider.get(at(paymentId));
      return answer === undefined ? undefined : outcomeOf(answerOf(Outcome, answer));
    },
    refund: async (paymentId) =>
      answerOf(Refund, await provider.put(`${at(paymentId)}/refund`, {})).refunded,
  };
}

function outcomeOf({ status, reason }: Static<typeof Outcome>): ChargeOutcome {
  if (status === 'captured') return { status };
  return { status, reason: reason?.slice(0, 200) || 'declined' };
}
