import type { DataOf, EntryOf } from '@waybill/contracts/contract';
import { StockReceived } from '@waybill/contracts/inventory-events';
import type { Decider } from '@waybill/kernel/decider';
import { Rejection } from '@waybill/kernel/failure';

type Goods = DataOf<typeof StockReceived>;
export type Receipt = { readonly status: 'open' } | ({ readonly status: 'booked' } & Goods);
export type ReceiptCommand = { readonly type: 'book' } & Goods;
export type ReceiptEvent = EntryOf<typeof StockReceived>;
export const receiptContracts = [StockReceived] as const;

/** One delivery of goods, known by its reference: booked once, however often it is reported. */
export const receipt: Decider<Receipt, ReceiptCommand, ReceiptEvent> = {
  initial: { status: 'open' },

  decide(command, state) {
    if (state.status === 'open') return [StockReceived(command)];
    if (state.quantity !== command.quantity) throw new Rejection('reference-is-of-another-receipt');
    return [];
  },

  evolve(_, event) {
    return { status: 'booked', ...event.data };
  },
};
