import {
  ShipmentArranged,
  ShipmentCancelled,
  ShipmentFailed,
} from '@waybill/contracts/shipping-events';
import type { Decider } from '@waybill/kernel/decider';
import { CancellationRequested, ShipmentIntended, type ShipmentEvent } from './shipment-facts.ts';

export interface Shipment {
  readonly status: 'none' | 'pending' | 'arranged' | 'failed' | 'cancelling' | 'cancelled';
}

export type ShipmentCommand =
  | { readonly type: 'intend'; readonly orderId: string }
  | { readonly type: 'arranged'; readonly orderId: string; readonly trackingNumber: string }
  | { readonly type: 'refused'; readonly orderId: string; readonly reason: string }
  | { readonly type: 'cancel'; readonly orderId: string }
  | { readonly type: 'stopped'; readonly orderId: string };

/** The parcel of one order. A cancellation is final: a shipment that is asked for, or becomes known, after it does not go. */
export const shipment: Decider<Shipment, ShipmentCommand, ShipmentEvent> = {
  initial: { status: 'none' },

  decide(command, { status }) {
    switch (command.type) {
      case 'intend':
        return status === 'none' ? [ShipmentIntended(command)] : [];
      case 'arranged':
        return status === 'pending' ? [ShipmentArranged(command)] : [];
      case 'refused':
        return status === 'pending' ? [ShipmentFailed(command)] : [];
      case 'cancel':
        if (status === 'cancelling' || status === 'cancelled') return [];
        if (status === 'pending' || status === 'arranged') return [CancellationRequested(command)];
        return [ShipmentCancelled(command)]; // nothing is under way, and nothing will be
      case 'stopped':
        return status === 'cancelling' ? [ShipmentCancelled(command)] : [];
    }
  },

  evolve(_, event) {
    switch (event.type) {
      case 'ShipmentIntended':
        return { status: 'pending' };
      case 'ShipmentArranged':
        return { status: 'arranged' };
      case 'ShipmentFailed':
        return { status: 'failed' };
      case 'CancellationRequested':
        return { status: 'cancelling' };
      case 'ShipmentCancelled':
        return { status: 'cancelled' };
    }
  },
};
