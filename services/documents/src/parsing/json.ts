import { Type, type Static } from '@sinclair/typebox';
import { tolerantViolations } from '@waybill/contracts/validation';
import type { InvoiceDraft } from '../domain/invoice-draft.ts';
import { Refusal } from '../domain/refusal.ts';
import { boundLines, tooComplex } from './bounds.ts';
import { decimalOf } from './decimal.ts';
import { currencyOf, dateOf, nameOf } from './fields.ts';

const Amount = Type.Union([Type.Number(), Type.String({ maxLength: 30 })]);
const InvoiceFile = Type.Object({
  kind: Type.Optional(Type.Union([Type.Literal('invoice'), Type.Literal('credit-note')])),
  invoiceNumber: Type.String(),
  supplier: Type.Object({ id: Type.String(), name: Type.Optional(Type.String()) }),
  issueDate: Type.Optional(Type.String()),
  currency: Type.String(),
  lines: Type.Array(
    Type.Object({
      productId: Type.String(),
      quantity: Amount,
      unitPrice: Amount,
      lineAmount: Type.Optional(Amount),
    }),
    { minItems: 1 },
  ),
  tax: Type.Optional(Amount),
  payable: Type.Optional(Amount),
});

const maxDepth = 32;
/** Of brackets, braces and commas: far more than the largest invoice has. */
const maxParts = 100_000;

/** Reads an invoice as JSON; docs/documents.md has the fields. @throws Refusal */
export function parseJson(text: string): InvoiceDraft {
  boundParts(text);
  const file = checked(valueOf(text));
  boundLines(file.lines.length);
  const name = file.supplier.name?.slice(0, 200);
  return {
    format: 'json',
    kind: file.kind ?? 'invoice',
    number: nameOf(file.invoiceNumber, 'invoice number'),
    supplier: { id: nameOf(file.supplier.id, 'supplier'), ...(name && { name }) },
    issueDate: dateOf(file.issueDate),
    currency: currencyOf(file.currency),
    lines: file.lines.map((line, index) => ({
      id: String(index + 1),
      names: [line.productId],
      quantity: decimalOf(String(line.quantity), `quantity of line ${index + 1}`),
      unitPrice: decimalOf(String(line.unitPrice), `unitPrice of line ${index + 1}`),
      adjustments: [],
      amount: optional(line.lineAmount, `lineAmount of line ${index + 1}`),
    })),
    totals: { tax: optional(file.tax, 'tax'), payable: optional(file.payable, 'payable') },
    ...{ allowances: [], charges: [], taxes: [], otherCurrencies: [] },
  };
}

/** Values in memory are many times their text: what is no invoice is told before they are made. */
function boundParts(text: string): void {
  let depth = 0;
  let parts = 0;
  for (const [part] of text.matchAll(/[[\]{},]/g)) {
    depth += part === '[' || part === '{' ? 1 : part === ',' ? 0 : -1;
    parts += 1;
    if (depth > maxDepth || parts > maxParts) throw tooComplex();
  }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('json-broken', 'The file is not valid JSON, or ends in the middle.');
  }
}

function checked(value: unknown): Static<typeof InvoiceFile> {
  const [wrong] = tolerantViolations(InvoiceFile, value);
  if (!wrong) return value as Static<typeof InvoiceFile>;
  const where = wrong.field === '' ? 'The file' : wrong.field.slice(0, 60);
  throw new Refusal('fields-wrong', `${where} ${wrong.message.slice(0, 100)}.`);
}

const optional = (amount: string | number | undefined, what: string): string | undefined =>
  amount === undefined ? undefined : decimalOf(String(amount), what);
