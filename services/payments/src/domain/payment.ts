import {
  PaymentFailed,
  PaymentProcessed,
  PaymentRefunded,
} from '@waybill/contracts/payment-events';
import type { Decider } from '@waybill/kernel/decider';
import { PaymentIntended, RefundRequested, type PaymentEvent } from './payment-facts.ts';

export type Payment =
  | { readonly status: 'none' }
  | { readonly status: 'pending'; readonly total: number; readonly currency: string }
  | { readonly status: 'captured' | 'failed' | 'refunding' | 'refunded' };

export type PaymentCommand =
  | {
      readonly type: 'intend';
      readonly orderId: string;
      readonly total: number;
      readonly currency: string;
    }
  | { readonly type: 'captured'; readonly orderId: string; readonly paymentId: string }
  | {
      readonly type: 'declined';
      readonly orderId: string;
      readonly paymentId: string;
      readonly reason: string;
    }
  | { readonly type: 'refund'; readonly orderId: string; readonly paymentId: string }
  | {
      readonly type: 'refunded';
      readonly orderId: string;
      readonly paymentId: string;
      readonly refunded: number;
    };

/** The money of one order. A refund is final: a charge that is asked for, or becomes known, after it stands no more. */
export const payment: Decider<Payment, PaymentCommand, PaymentEvent> = {
  initial: { status: 'none' },

  decide(command, state) {
    switch (command.type) {
      case 'intend':
        return state.status === 'none' ? [PaymentIntended(command)] : [];
      case 'captured':
        return state.status === 'pending' ? [PaymentProcessed({ ...state, ...command })] : [];
      case 'declined':
        return state.status === 'pending' ? [PaymentFailed(command)] : [];
      case 'refund':
        if (state.status === 'refunding' || state.status === 'refunded') return [];
        if (state.status === 'pending' || state.status === 'captured') {
          return [RefundRequested(command)];
        }
        return [PaymentRefunded({ ...command, refunded: 0 })]; // nothing was charged, and nothing will be
      case 'refunded':
        return state.status === 'refunding' ? [PaymentRefunded(command)] : [];
    }
  },

  evolve(_, event) {
    switch (event.type) {
      case 'PaymentIntended':
        return { status: 'pending', total: event.data.total, currency: event.data.currency };
      case 'PaymentProcessed':
        return { status: 'captured' };
      case 'PaymentFailed':
        return { status: 'failed' };
      case 'RefundRequested':
        return { status: 'refunding' };
      case 'PaymentRefunded':
        return { status: 'refunded' };
    }
  },
};
