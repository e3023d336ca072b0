import { parse } from 'csv-parse';
import { pipeline } from 'node:stream';
import type { DraftLine, InvoiceDraft } from '../domain/invoice-draft.ts';
import { Refusal } from '../domain/refusal.ts';
import { boundLines } from './bounds.ts';
import { decimalOf } from './decimal.ts';
import { currencyOf, dateOf, nameOf } from './fields.ts';

const required = ['invoicenumber', 'supplierid', 'currency', 'productid', 'quantity', 'unitprice'];
/** What belongs to the whole invoice, and therefore is the same in every row. */
const ofInvoice = ['invoicenumber', 'supplierid', 'currency', 'kind', 'tax', 'payable'];
const maxRowCharacters = 10_000;

type Row = Readonly<Record<string, string | undefined>>;

/**
 * Reads an invoice of one row a line; docs/documents.md has the columns.
 * @param head the beginning of the text, to tell what separates the columns
 * @throws Refusal
 */
export async function parseCsv(texts: AsyncIterable<string>, head: string): Promise<InvoiceDraft> {
  let first: Row | undefined;
  const lines: DraftLine[] = [];
  for await (const row of rowsOf(texts, separatorOf(head))) {
    first ??= row;
    boundLines(lines.length + 1);
    const differs = ofInvoice.some((name) => (row[name] ?? '') !== (first?.[name] ?? ''));
    if (differs) {
      throw new Refusal('several-invoices', `Row ${lines.length + 2} is of another invoice.`);
    }
    lines.push(lineOf(row, lines.length + 1));
  }
  if (!first) throw new Refusal('no-lines', 'The file has a header, and no rows.');
  return draftOf(first, lines);
}

async function* rowsOf(texts: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row, void> {
  const parser = parse({
    delimiter,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    max_record_size: maxRowCharacters,
    columns: columnsOf,
  });
  // Whatever fails ends the parser, which is where it is heard of.
  pipeline(texts, parser, () => undefined);
  try {
    for await (const row of parser) yield row as Row;
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    throw new Refusal('csv-broken', `Row ${lines ?? 0} has more or fewer columns than the first.`);
  }
}

function separatorOf(head: string): string {
  const line = head.split(/\r?\n/, 1)[0] ?? '';
  const counted = [',', ';', '\t'].map((each) => [line.split(each).length, each] as const);
  return counted.reduce((most, each) => (each[0] > most[0] ? each : most))[1];
}

function columnsOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.toLowerCase().replace(/[\s_-]/g, ''));
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Refusal('columns-missing', `The first row lacks the columns ${missing.join(', ')}.`);
  }
  if (new Set(names).size < names.length) {
    throw new Refusal('columns-repeated', 'The first row names a column twice.');
  }
  return names;
}

function lineOf(row: Row, number: number): DraftLine {
  const { productid = '', quantity = '', unitprice = '', lineamount = '' } = row;
  return {
    id: String(number),
    names: [productid],
    quantity: decimalOf(quantity, `quantity of line ${number}`),
    unitPrice: decimalOf(unitprice, `unitPrice of line ${number}`),
    adjustments: [],
    amount: lineamount === '' ? undefined : decimalOf(lineamount, `lineAmount of line ${number}`),
  };
}

function draftOf(row: Row, lines: readonly DraftLine[]): InvoiceDraft {
  const optional = (name: string): string | undefined => {
    const text = row[name] ?? '';
    return text === '' ? undefined : decimalOf(text, name);
  };
  const name = row.suppliername?.slice(0, 200);
  return {
    format: 'csv',
    kind: row.kind === 'credit-note' ? 'credit-note' : 'invoice',
    number: nameOf(row.invoicenumber, 'invoice number'),
    supplier: { id: nameOf(row.supplierid, 'supplier'), ...(name && { name }) },
    issueDate: dateOf(row.issuedate),
    currency: currencyOf(row.currency),
    lines,
    totals: { tax: optional('tax'), payable: optional('payable') },
    ...{ allowances: [], charges: [], taxes: [], otherCurrencies: [] },
  };
}
