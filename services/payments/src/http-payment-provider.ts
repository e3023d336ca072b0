import { jsonClient } from '@waybill/runtime/http/json-client';
import type { ChargeOutcome, PaymentProvider } from './payment-provider.ts';

/** A provider over HTTP, with the sandbox's interface. */
export function createHttpPaymentProvider(url: string, timeoutMs: number): PaymentProvider {
  const provider = jsonClient(url, timeoutMs);
  const at = (paymentId: string): string => `/payments/${encodeURIComponent(paymentId)}`;
  return {
    charge: async (charge) => (await provider.put(at(charge.paymentId), charge)) as ChargeOutcome,
    lookUp: async (paymentId) => {
      return (await provider.get(at(paymentId))) as ChargeOutcome | undefined;
    },
    refund: async (paymentId) => {
      const { refunded } = (await provider.put(`${at(paymentId)}/refund`, {})) as {
        refunded: number;
      };
      return refunded;
    },
  };
}
