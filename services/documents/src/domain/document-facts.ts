import { Type } from '@sinclair/typebox';
import { privateEvent } from '@waybill/contracts/contract';
import {
  DocumentId,
  DocumentRejected,
  ImageProcessed,
  InvoiceId,
  Sequencer,
} from '@waybill/contracts/document-events';

/** An upload was read as an invoice: one that is told, or one that came before in another file. */
export const InvoiceRead = privateEvent('InvoiceRead', 1, {
  documentId: DocumentId,
  sequencer: Sequencer,
  invoiceId: InvoiceId,
  outcome: Type.Union([Type.Literal('received'), Type.Literal('duplicate')]),
});

export const documentContracts = [InvoiceRead, ImageProcessed, DocumentRejected] as const;
