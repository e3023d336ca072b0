import { jsonClient } from '@waybill/runtime/http/json-client';
import type { Carrier, CarrierOutcome } from './carrier.ts';

/** A carrier over HTTP, with the sandbox's interface. */
export function createHttpCarrier(url: string, timeoutMs: number): Carrier {
  const carrier = jsonClient(url, timeoutMs);
  const at = (shipmentId: string): string => `/parcels/${encodeURIComponent(shipmentId)}`;
  return {
    arrange: async (parcel) => (await carrier.put(at(parcel.shipmentId), parcel)) as CarrierOutcome,
    cancel: async (shipmentId) => {
      await carrier.put(`${at(shipmentId)}/cancel`, {});
    },
  };
}
