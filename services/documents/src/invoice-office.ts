import type { ProductQuantity } from '@waybill/contracts/values';
import { Unavailable } from '@waybill/kernel/failure';
import type { Aggregate } from '@waybill/runtime/aggregate';
import { ObjectTooLarge } from '@waybill/runtime/objects/object-store';
import type { Platform } from '@waybill/runtime/platform';
import type { Arrival } from './arrival.ts';
import type { Document, DocumentCommand, DocumentEvent } from './domain/document.ts';
import { goodsOf, productOf } from './domain/goods.ts';
import type { Finding, InvoiceDraft } from './domain/invoice-draft.ts';
import type { Invoice, InvoiceCommand, InvoiceEvent } from './domain/invoice.ts';
import { Refusal } from './domain/refusal.ts';
import { invoiceIdOf } from './ids.ts';
import { invoiceRow, type ReadInvoice } from './invoice-row.ts';
import { parseInvoice } from './parsing/invoice-file.ts';
import { addUp, amountOf } from './parsing/totals.ts';

/** What the office works with. */
export interface Adapters {
  readonly log: Platform['log'];
  readonly documents: Aggregate<Document, DocumentCommand, DocumentEvent>;
  readonly invoices: Aggregate<Invoice, InvoiceCommand, InvoiceEvent>;
}

/** The most kinds of findings that are told; staff see all. */
const maxToldFindings = 50;

/** Reads suppliers' invoices, tells each once, and files every one. */
export class InvoiceOffice {
  readonly #adapters: Adapters;

  constructor(adapters: Adapters) {
    this.#adapters = adapters;
  }

  /**
   * Told before it is filed: whoever dies in between finds it told by this document, and only files it.
   * @throws Refusal
   */
  async file(arrival: Arrival, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const { documents, invoices } = this.#adapters;
    const { documentId, sequencer } = arrival;
    const { read, goods } = readInvoice(await this.#parse(chunks));
    const { invoiceId, kind, currency, totals } = read;
    const { state } = await invoices.execute(invoiceId, {
      type: 'receive',
      ...{ invoiceId, documentId, sequencer, kind, currency, goods },
      payable: totals.payable,
      findings: [...new Set(read.findings.map(({ code }) => code))].slice(0, maxToldFindings),
    });
    const isFirst = state.status === 'open' || state.documentId === documentId;
    const isRevised = isFirst && state.status === 'received' && !isSame(state.goods, goods);
    const outcome = isFirst ? 'received' : 'duplicate';
    const more: Finding[] = isRevised ? [{ code: 'goods-changed-after-receipt' }] : [];
    const row = invoiceRow(arrival, {
      ...read,
      status: outcome,
      ...(!isFirst && { duplicateOf: state.documentId }),
      findings: [...(isFirst ? more : [{ code: 'duplicate' }]), ...read.findings],
    });
    const command = { type: 'file', documentId, sequencer, invoiceId, outcome } as const;
    const item = { ...row };
    await documents.execute(documentId, command, false, [{ kind: 'put', table: 'invoices', item }]);
  }

  /** Whatever a parser stumbles over, it will again: the file is refused, and the log says why. */
  async #parse(chunks: AsyncIterable<Uint8Array>): Promise<InvoiceDraft> {
    try {
      return await parseInvoice(chunks);
    } catch (error) {
      const isOfStore = error instanceof Unavailable || error instanceof ObjectTooLarge;
      if (error instanceof Refusal || isOfStore || (error as Error).name === 'AbortError')
        throw error;
      this.#adapters.log.error({ err: error }, 'document-unreadable');
      throw new Refusal('unreadable', 'The file cannot be read as an invoice.');
    }
  }
}

function readInvoice(draft: InvoiceDraft): { read: ReadInvoice; goods: ProductQuantity[] } {
  const { format, kind, number, supplier, issueDate, currency, otherCurrencies } = draft;
  const { sums, findings } = addUp(draft);
  const { goods, findings: unbooked } = goodsOf(draft, sums.withTax);
  const read = {
    invoiceId: invoiceIdOf(kind, supplier.id, number),
    ...{ format, kind, number, supplier, issueDate, currency },
    totals: sums,
    lines: draft.lines.map((line) => ({
      line: line.id,
      productId: productOf(line),
      quantity: line.quantity,
      amount: amountOf(line),
    })),
    findings: [
      ...otherCurrencies.map((stated) => ({ code: 'currency-differs', stated })),
      ...findings,
      ...unbooked,
    ],
  };
  return { read, goods };
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
