import { maxOrderLines, type OrderItem } from '@waybill/contracts/values';
import { countryCode } from './country.ts';
import { Failure } from './failure.ts';
import { groupBy } from './group-by.ts';
import { productsOf, type Product } from './product.ts';
import type { Row } from './row.ts';
import { asSale, type Sale } from './sale.ts';

/** An invoice, to be placed as one order. */
export interface Invoice {
  readonly invoice: string;
  /** The customer's digits; `undefined` for a guest. */
  readonly customer: string | undefined;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly items: readonly OrderItem[];
  /** In pence. */
  readonly total: number;
}

/** A row that is not replayed, and why. */
export interface Skipped {
  readonly line: number;
  readonly reason: string;
}

/** A day of a shop: what it sells, to whom, and what in its books was no sale. */
export interface Day {
  readonly name: string;
  readonly products: readonly Product[];
  readonly invoices: readonly Invoice[];
  readonly skipped: readonly Skipped[];
}

/** Every row becomes a line of an invoice, or is skipped with a reason. `name` is the file or what stands for it. */
export function dayOf(name: string, rows: readonly Row[]): Day {
  const skipped: Skipped[] = [];
  const skip = (row: Row, reason: string) => skipped.push({ line: row.line, reason });
  const sales: Sale[] = [];
  for (const row of rows) {
    const sale = asSale(row);
    if (typeof sale === 'string') skip(row, sale);
    else sales.push(sale);
  }

  const replayed: Sale[] = [];
  const invoices: Invoice[] = [];
  for (const lines of groupBy(sales, ({ invoice }) => invoice).values()) {
    const invoice = invoiceOf(name, lines);
    const reason = whyNoOrder(invoice);
    if (reason !== undefined) for (const line of lines) skip(line, reason);
    else {
      invoices.push(invoice);
      replayed.push(...lines);
    }
  }
  skipped.sort((a, b) => a.line - b.line);
  return { name, products: productsOf(replayed), invoices, skipped };
}

function invoiceOf(name: string, lines: readonly Sale[]): Invoice {
  const [first] = lines;
  if (first === undefined) throw new Error('an invoice has lines');
  const other = lines.find(({ customer }) => customer !== first.customer);
  if (other !== undefined) {
    const difference = `is of ${called(other)}, but on line ${first.line} of ${called(first)}`;
    throw new Failure(`${name}:${other.line}: invoice ${first.invoice} ${difference}`, 2);
  }
  const items = lines.map(({ stockCode, quantity, unitPrice }) => {
    return { productId: stockCode, quantity, unitPrice };
  });
  return {
    invoice: first.invoice,
    customer: first.customer,
    country: countryCode(first.country),
    items,
    total: items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
  };
}

function whyNoOrder({ items, total }: Invoice): string | undefined {
  if (items.length > maxOrderLines) {
    return `invoice has over ${maxOrderLines.toLocaleString('en')} lines`;
  }
  return Number.isSafeInteger(total) ? undefined : 'invoice total is too large to be exact';
}

function called({ customer }: Sale): string {
  return customer === undefined ? 'a guest' : `customer ${customer}`;
}
