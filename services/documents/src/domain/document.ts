import type { DataOf, EntryOf } from '@waybill/contracts/contract';
import { DocumentRejected, ImageProcessed } from '@waybill/contracts/document-events';
import { isLater } from '@waybill/contracts/sequencer';
import type { Decider } from '@waybill/kernel/decider';
import { InvoiceRead } from './document-facts.ts';

export type DocumentEvent =
  EntryOf<typeof InvoiceRead> | EntryOf<typeof ImageProcessed> | EntryOf<typeof DocumentRejected>;

/** What became of an upload. */
export type Outcome =
  | { readonly outcome: 'received' | 'duplicate' | 'processed' }
  | { readonly outcome: 'rejected'; readonly reason: string };

export type Document =
  | { readonly status: 'new' }
  | { readonly status: 'seen'; readonly sequencer: string; readonly outcome: Outcome };

export type DocumentCommand =
  | ({ readonly type: 'file' } & DataOf<typeof InvoiceRead>)
  | ({ readonly type: 'illustrate' } & DataOf<typeof ImageProcessed>)
  | ({ readonly type: 'reject' } & DataOf<typeof DocumentRejected>);

/** Where an upload stands to what was seen of its key before. */
export function placeOf(document: Document, sequencer: string): 'newer' | 'same' | 'older' {
  if (document.status === 'new' || isLater(sequencer, document.sequencer)) return 'newer';
  return isLater(document.sequencer, sequencer) ? 'older' : 'same';
}

/** One key of the bucket: the newest upload to it counts, in whatever order they are heard of. */
export const document: Decider<Document, DocumentCommand, DocumentEvent> = {
  initial: { status: 'new' },

  decide(command, state) {
    if (placeOf(state, command.sequencer) !== 'newer') return [];
    switch (command.type) {
      case 'file':
        return [InvoiceRead(command)];
      case 'illustrate':
        return [ImageProcessed(command)];
      case 'reject':
        return [DocumentRejected(command)];
    }
  },

  evolve(_, event) {
    const seen = { status: 'seen', sequencer: event.data.sequencer } as const;
    switch (event.type) {
      case 'InvoiceRead':
        return { ...seen, outcome: { outcome: event.data.outcome } };
      case 'ImageProcessed':
        return { ...seen, outcome: { outcome: 'processed' } };
      case 'DocumentRejected':
        return { ...seen, outcome: { outcome: 'rejected', reason: event.data.reason } };
    }
  },
};
