import type { DataOf } from '@waybill/contracts/contract';
import type { InvoiceReceived } from '@waybill/contracts/document-events';
import type { Arrival } from './arrival.ts';
import type { Finding } from './domain/invoice-draft.ts';
import type { Sums } from './parsing/totals.ts';

/** One line as staff see it. */
export interface InvoiceLine {
  readonly line: string;
  readonly productId?: string;
  /** Decimal numbers, in the invoice's currency where they are money. */
  readonly quantity: string;
  readonly amount: string;
}

/** What was read of a file, and checked. */
export interface ReadInvoice extends Pick<DataOf<typeof InvoiceReceived>, 'kind' | 'currency'> {
  readonly invoiceId: string;
  readonly format: string;
  readonly number: string;
  readonly supplier: { readonly id: string; readonly name?: string };
  readonly issueDate?: string;
  readonly totals: Sums;
  readonly lines: readonly InvoiceLine[];
  readonly findings: readonly Finding[];
}

/** An upload as staff see it. */
export interface InvoiceView extends Partial<ReadInvoice> {
  readonly documentId: string;
  readonly status: 'received' | 'duplicate' | 'rejected';
  readonly uploadedAt: string;
  readonly key: string;
  readonly etag?: string;
  readonly versionId?: string;
  readonly sequencer: string;
  /** Of a duplicate: the document that came first. */
  readonly duplicateOf?: string;
  /** Of a rejected file. */
  readonly reason?: string;
}

/** The row of a key: what its newest upload is. All stand on one shelf, by when they came. */
export type InvoiceRow = InvoiceView & { readonly shelf: string };

export const onlyShelf = 'all';

/** The most findings that are kept of one invoice. */
const maxFindings = 100;

/** The row of an upload. */
export function invoiceRow(
  { documentId, sequencer, uploadedAt, object: { key, etag, versionId } }: Arrival,
  about: Pick<InvoiceView, 'status' | 'reason' | 'duplicateOf'> & Partial<ReadInvoice>,
): InvoiceRow {
  const findings = about.findings?.slice(0, maxFindings);
  const upload = { documentId, sequencer, uploadedAt, key, etag, versionId };
  return { ...upload, ...about, ...(findings && { findings }), shelf: onlyShelf };
}

/** What is shown of a row. */
export function shownInvoice({ shelf: _, ...view }: InvoiceRow): InvoiceView {
  return view;
}

/** What is shown of a row among others: without its lines. */
export function shownBriefly({ shelf: _, lines: __, ...brief }: InvoiceRow): Partial<InvoiceView> {
  return brief;
}
