import type { DraftTotals, InvoiceDraft } from '../domain/invoice-draft.ts';
import { Refusal } from '../domain/refusal.ts';
import { currencyOf, dateOf, nameOf } from './fields.ts';

/** A line while it is read. */
export interface OpenLine {
  id: string;
  /** By kind of identification. */
  buyers?: string;
  sellers?: string;
  standard?: string;
  quantity?: string;
  unitPrice?: string;
  priceFor?: string;
  amount?: string;
  readonly adjustments: string[];
}

/** An invoice while it is read. */
export interface OpenInvoice {
  readonly kind: 'invoice' | 'credit-note';
  number?: string;
  issueDate?: string;
  currency?: string;
  supplierName?: string;
  tradingName?: string;
  /** Identifiers of the supplier, by kind. */
  vatId?: string;
  legalId?: string;
  partyId?: string;
  endpointId?: string;
  readonly totals: { -readonly [K in keyof DraftTotals]: DraftTotals[K] };
  readonly allowances: string[];
  readonly charges: string[];
  /** Every amount's currency. */
  readonly currencies: Set<string>;
  readonly taxTotals: { currency?: string; amount?: string; parts: string[] }[];
  readonly lines: OpenLine[];
}

/** The invoice as it was read. @throws Refusal where something is missing without which it is none */
export function ublDraft(open: OpenInvoice): InvoiceDraft {
  const { vatId, legalId, partyId, endpointId, supplierName, tradingName } = open;
  const name = supplierName ?? tradingName;
  const supplier = vatId ?? legalId ?? partyId ?? endpointId ?? name;
  const currency = currencyOf(open.currency);
  // A second total may tell the tax in the seller's own currency.
  const taxTotal =
    open.taxTotals.find((total) => (total.currency ?? currency) === currency) ?? open.taxTotals[0];
  return {
    format: 'ubl',
    kind: open.kind,
    number: nameOf(open.number, 'invoice number'),
    supplier: { id: nameOf(supplier, 'supplier'), ...(name && { name: name.slice(0, 200) }) },
    issueDate: dateOf(open.issueDate),
    currency,
    lines: open.lines.map((line, index) => {
      if (line.quantity === undefined) {
        throw new Refusal('quantity-missing', `Line ${index + 1} has no quantity.`);
      }
      const { buyers, sellers, standard, adjustments, quantity } = line;
      return {
        id: line.id || String(index + 1),
        // Ours is the buyer's name of a product; most suppliers only know their own.
        names: [buyers, sellers, standard].filter((id) => id !== undefined),
        quantity,
        unitPrice: line.unitPrice,
        priceFor: line.priceFor,
        adjustments,
        amount: line.amount,
      };
    }),
    totals: { ...open.totals, tax: taxTotal?.amount },
    allowances: open.allowances,
    charges: open.charges,
    taxes: taxTotal?.parts ?? [],
    otherCurrencies: [...open.currencies].filter((other) => other !== currency),
  };
}
