import type { DataOf, EntryOf } from '@waybill/contracts/contract';
import { InvoiceReceived } from '@waybill/contracts/document-events';
import type { Decider } from '@waybill/kernel/decider';

type Received = DataOf<typeof InvoiceReceived>;
export type Invoice = { readonly status: 'open' } | ({ readonly status: 'received' } & Received);
export type InvoiceCommand = { readonly type: 'receive' } & Received;
export type InvoiceEvent = EntryOf<typeof InvoiceReceived>;
export const invoiceContracts = [InvoiceReceived] as const;

/** One number of one supplier. The first document that brings it is told; every other brings nothing new. */
export const invoice: Decider<Invoice, InvoiceCommand, InvoiceEvent> = {
  initial: { status: 'open' },

  decide(command, state) {
    return state.status === 'open' ? [InvoiceReceived(command)] : [];
  },

  evolve(_, event) {
    return { status: 'received', ...event.data };
  },
};
