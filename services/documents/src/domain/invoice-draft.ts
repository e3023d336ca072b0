/** A decimal number as plain text, e.g. `-12.5`: exact, whatever its size. */
export type Decimal = string;

/** One line as the file has it. */
export interface DraftLine {
  readonly id: string;
  /** Names of the product, the preferred first. */
  readonly names: readonly string[];
  readonly quantity: Decimal;
  readonly unitPrice?: Decimal;
  /** How many pieces the price is for; without it, one. */
  readonly priceFor?: Decimal;
  /** Charges, and allowances below zero. */
  readonly adjustments: readonly Decimal[];
  readonly amount?: Decimal;
}

/** The sums as the file states them. */
export interface DraftTotals {
  readonly lines?: Decimal;
  readonly allowances?: Decimal;
  readonly charges?: Decimal;
  readonly tax?: Decimal;
  readonly withoutTax?: Decimal;
  readonly withTax?: Decimal;
  readonly prepaid?: Decimal;
  readonly rounding?: Decimal;
  readonly payable?: Decimal;
}

/** An invoice as a file has it: readable, and not checked yet. */
export interface InvoiceDraft {
  readonly format: 'ubl' | 'csv' | 'json';
  readonly kind: 'invoice' | 'credit-note';
  readonly number: string;
  readonly supplier: { readonly id: string; readonly name?: string };
  /** `2026-01-31` */
  readonly issueDate?: string;
  readonly currency: string;
  readonly lines: readonly DraftLine[];
  readonly totals: DraftTotals;
  readonly allowances: readonly Decimal[];
  readonly charges: readonly Decimal[];
  readonly taxes: readonly Decimal[];
  /** Currencies of single amounts that are not the invoice's. */
  readonly otherCurrencies: readonly string[];
}

/** Something that staff should look at. */
export interface Finding {
  /** Kebab-case, stable. */
  readonly code: string;
  /** The line's own id in the file. */
  readonly line?: string;
  /** What follows from the rest of the invoice. */
  readonly expected?: Decimal;
  /** What the invoice says. */
  readonly stated?: Decimal;
}
