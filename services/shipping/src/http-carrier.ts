import { Type } from '@sinclair/typebox';
import { answerOf, jsonClient } from '@waybill/runtime/http/json-client';
import type { Carrier } from './carrier.ts';

const Outcome = Type.Object({
  status: Type.Union([Type.Literal('arranged'), Type.Literal('refused')]),
  trackingNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  reason: Type.Optional(Type.String()),
});

/** A carrier over HTTP, with the sandbox's interface. */
export function createHttpCarrier(url: string, timeoutMs: number): Carrier {
  const carrier = jsonClient(url, timeoutMs);
  const at = (shipmentId: string): string => `/parcels/${encodeURIComponent(shipmentId)}`;
  return {
    arrange: async (parcel) => {
      const answer = answerOf(Outcome, await carrier.put(at(parcel.shipmentId), parcel));
      const { status, trackingNumber, reason } = answer;
      if (status === 'refused') return { status, reason: reason?.slice(0, 200) || 'refused' };
      if (trackingNumber === undefined) throw new Error('the carrier names no tracking number');
      return { status, trackingNumber };
    },
    cancel: async (shipmentId) => {
      await carrier.put(`${at(shipmentId)}/cancel`, {});
    },
  };
}
