import { decimalOf } from './decimal.ts';
import type { OpenInvoice, OpenLine } from './ubl-draft.ts';

/** An element that holds text. */
export interface Leaf {
  readonly text: string;
  /** Where it is, for the uploader. */
  readonly where: string;
  readonly currency?: string;
}

type Take<Target> = (target: Target, leaf: Leaf) => void;

const number = ({ text, where }: Leaf): string => decimalOf(text, where);

/** An allowance tells that it is one before its amount, by `ChargeIndicator`. */
interface Adjustment {
  isCharge: boolean;
}

/** What is read of an invoice, by its place under the root. */
export const invoiceFields: Readonly<Record<string, Take<OpenInvoice & Adjustment>>> = {
  ID: (invoice, { text }) => (invoice.number ??= text),
  IssueDate: (invoice, { text }) => (invoice.issueDate ??= text),
  DocumentCurrencyCode: (invoice, { text }) => (invoice.currency ??= text),
  ...under('AccountingSupplierParty/Party', {
    EndpointID: (invoice, { text }) => (invoice.endpointId ??= text),
    'PartyIdentification/ID': (invoice, { text }) => (invoice.partyId ??= text),
    'PartyName/Name': (invoice, { text }) => (invoice.tradingName ??= text),
    'PartyTaxScheme/CompanyID': (invoice, { text }) => (invoice.vatId ??= text),
    'PartyLegalEntity/RegistrationName': (invoice, { text }) => (invoice.supplierName ??= text),
    'PartyLegalEntity/CompanyID': (invoice, { text }) => (invoice.legalId ??= text),
  }),
  ...under('LegalMonetaryTotal', {
    LineExtensionAmount: ({ totals }, leaf) => (totals.lines = number(leaf)),
    TaxExclusiveAmount: ({ totals }, leaf) => (totals.withoutTax = number(leaf)),
    TaxInclusiveAmount: ({ totals }, leaf) => (totals.withTax = number(leaf)),
    AllowanceTotalAmount: ({ totals }, leaf) => (totals.allowances = number(leaf)),
    ChargeTotalAmount: ({ totals }, leaf) => (totals.charges = number(leaf)),
    PrepaidAmount: ({ totals }, leaf) => (totals.prepaid = number(leaf)),
    PayableRoundingAmount: ({ totals }, leaf) => (totals.rounding = number(leaf)),
    PayableAmount: ({ totals }, leaf) => (totals.payable = number(leaf)),
  }),
  'TaxTotal/TaxAmount': ({ taxTotals }, leaf) => {
    const total = taxTotals.at(-1);
    if (total) Object.assign(total, { amount: number(leaf), currency: leaf.currency });
  },
  'TaxTotal/TaxSubtotal/TaxAmount': ({ taxTotals }, leaf) =>
    taxTotals.at(-1)?.parts.push(number(leaf)),
  'AllowanceCharge/ChargeIndicator': (invoice, { text }) =>
    (invoice.isCharge = text.trim() === 'true'),
  'AllowanceCharge/Amount': (invoice, leaf) =>
    (invoice.isCharge ? invoice.charges : invoice.allowances).push(number(leaf)),
};

/** What is read of a line, by its place under the line. */
export const lineFields: Readonly<Record<string, Take<OpenLine & Adjustment>>> = {
  ID: (line, { text }) => (line.id = text.trim().slice(0, 40)),
  InvoicedQuantity: (line, leaf) => (line.quantity = number(leaf)),
  CreditedQuantity: (line, leaf) => (line.quantity = number(leaf)),
  LineExtensionAmount: (line, leaf) => (line.amount = number(leaf)),
  'Item/BuyersItemIdentification/ID': (line, { text }) => (line.buyers = text.trim()),
  'Item/SellersItemIdentification/ID': (line, { text }) => (line.sellers = text.trim()),
  'Item/StandardItemIdentification/ID': (line, { text }) => (line.standard = text.trim()),
  'Price/PriceAmount': (line, leaf) => (line.unitPrice = number(leaf)),
  'Price/BaseQuantity': (line, leaf) => (line.priceFor = number(leaf)),
  'AllowanceCharge/ChargeIndicator': (line, { text }) => (line.isCharge = text.trim() === 'true'),
  'AllowanceCharge/Amount': (line, leaf) => {
    const amount = number(leaf);
    line.adjustments.push(line.isCharge ? amount : negative(amount));
  },
};

function under<Target>(
  path: string,
  fields: Readonly<Record<string, Take<Target>>>,
): Record<string, Take<Target>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, take]) => [`${path}/${name}`, take]),
  );
}

const negative = (amount: string): string =>
  amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
