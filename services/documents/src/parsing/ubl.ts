import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { InvoiceDraft } from '../domain/invoice-draft.ts';
import { Refusal } from '../domain/refusal.ts';
import { boundLines, tooComplex } from './bounds.ts';
import { ublDraft, type OpenInvoice, type OpenLine } from './ubl-draft.ts';
import { invoiceFields, lineFields, type Leaf } from './ubl-fields.ts';

const roots: Readonly<Record<string, 'invoice' | 'credit-note'>> = {
  'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 Invoice': 'invoice',
  'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2 CreditNote': 'credit-note',
};
const maxDepth = 32;
const maxAttributes = 32;
const maxElements = 250_000;
const maxText = 1_000;

/**
 * Reads a UBL 2.1 invoice or credit note as it comes, and keeps only what counts. No entity is ever expanded: whoever
 * defines some is refused at the definition.
 * @throws Refusal
 */
export async function parseUbl(texts: AsyncIterable<string>): Promise<InvoiceDraft> {
  const reader = new UblReader();
  for await (const text of texts) reader.write(text);
  return reader.end();
}

class UblReader {
  readonly #parser = new SaxesParser({ xmlns: true });
  /** The way from below the root to here. */
  readonly #path: string[] = [];
  #invoice: (OpenInvoice & { isCharge: boolean }) | undefined;
  #line: (OpenLine & { isCharge: boolean }) | undefined;
  #text = '';
  #currency: string | undefined;
  #elements = 0;
  #attributes = 0;

  constructor() {
    const parser = this.#parser;
    parser.on('error', () => {
      throw this.#refusal('xml-broken', 'The XML is not well-formed or ends in the middle');
    });
    parser.on('doctype', () => {
      throw new Refusal('doctype', 'The XML has a DOCTYPE, which no UBL document may have.');
    });
    parser.on('attribute', () => {
      if ((this.#attributes += 1) > maxAttributes) throw tooComplex();
    });
    parser.on('opentag', (tag) => this.#open(tag));
    parser.on('text', (text) => this.#take(text));
    parser.on('cdata', (text) => this.#take(text));
    parser.on('closetag', () => this.#close());
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): InvoiceDraft {
    this.#parser.close();
    if (!this.#invoice) throw notUbl();
    return ublDraft(this.#invoice);
  }

  #open({ local, uri, attributes }: SaxesTagNS): void {
    this.#attributes = 0;
    this.#text = '';
    if ((this.#elements += 1) > maxElements) throw tooComplex();
    if (!this.#invoice) {
      this.#invoice = emptyInvoice(roots[`${uri} ${local}`]);
      return;
    }
    this.#path.push(local);
    if (this.#path.length >= maxDepth) throw tooComplex();
    this.#currency = attributes.currencyID?.value;
    if (this.#path.length > 1) return;
    this.#invoice.isCharge = false;
    if (local === 'TaxTotal') this.#invoice.taxTotals.push({ parts: [] });
    if (local === 'InvoiceLine' || local === 'CreditNoteLine') {
      this.#line = { id: '', adjustments: [], isCharge: false };
      boundLines(this.#invoice.lines.push(this.#line));
    }
  }

  #take(text: string): void {
    // Nothing that counts is longer; an attachment may be, and is not kept.
    if (this.#text.length <= maxText) this.#text += text.slice(0, maxText + 1);
  }

  #close(): void {
    const [first = '', ...rest] = this.#path;
    const text = this.#text;
    this.#text = '';
    if (this.#invoice && text.trim() !== '') {
      const leaf = { text, where: this.#where(), currency: this.#currency };
      if (this.#line) this.#keep(lineFields[rest.join('/')], this.#line, leaf);
      else this.#keep(invoiceFields[[first, ...rest].join('/')], this.#invoice, leaf);
    }
    this.#currency = undefined;
    this.#path.pop();
    if (this.#path.length === 0) this.#line = undefined;
  }

  #keep<T>(take: ((target: T, leaf: Leaf) => void) | undefined, target: T, leaf: Leaf): void {
    if (!take) return;
    if (leaf.text.length > maxText) throw tooComplex();
    // The tax may be told again in the seller's currency.
    const isOwnCurrency = this.#path[0] === 'TaxTotal';
    if (leaf.currency && !isOwnCurrency) this.#invoice?.currencies.add(leaf.currency.slice(0, 10));
    take(target, leaf);
  }

  #where(): string {
    const name = this.#path.at(-1)?.slice(0, 40) ?? '';
    const number = this.#invoice?.lines.length ?? 0;
    return this.#line ? `${name} of line ${number}` : name;
  }

  #refusal(code: string, what: string): Refusal {
    return new Refusal(code, `${what} (near line ${this.#parser.line}).`);
  }
}

function emptyInvoice(kind: 'invoice' | 'credit-note' | undefined): OpenInvoice & {
  isCharge: boolean;
} {
  if (kind === undefined) throw notUbl();
  return {
    kind,
    isCharge: false,
    totals: {},
    allowances: [],
    charges: [],
    currencies: new Set(),
    taxTotals: [],
    lines: [],
  };
}

const notUbl = (): Refusal =>
  new Refusal('not-ubl', 'The XML is no UBL 2.1 invoice or credit note.');
