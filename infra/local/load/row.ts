import { parseMinorUnits } from './money.ts';

/** The columns of the "Online Retail" data set that a row needs. */
export const columns = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

/** A row as it stands in the file, by column. */
export type Fields = Readonly<Record<(typeof columns)[number], string>>;

/** One line of an invoice. */
export interface Row {
  /** The line in the file, counted from 1. */
  readonly line: number;
  readonly invoice: string;
  readonly stockCode: string;
  readonly description: string;
  readonly quantity: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** In pence; `undefined` when the price is a number, but no whole number of pence. */
  readonly unitPrice: number | undefined;
  /** The customer's digits; `undefined` for a guest. */
  readonly customer: string | undefined;
  readonly country: string;
}

/** Reads one row, or names every field that is wrong. */
export function parseRow(fields: Fields, line: number): Row | { readonly problems: string[] } {
  const date = /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.exec(
    fields.InvoiceDate,
  )?.[1];
  const customer = /^(\d{0,40})(\.0+)?$/.exec(fields.CustomerID)?.[1];
  const isRight = {
    // It becomes part of an HTTP header, the idempotency key.
    InvoiceNo: /^[!-~]{1,60}$/.test(fields.InvoiceNo),
    StockCode: fields.StockCode !== '',
    Quantity: /^-?\d{1,15}(\.0+)?$/.test(fields.Quantity),
    InvoiceDate: date !== undefined && isCalendarDay(date),
    UnitPrice: /^-?\d{1,12}(\.\d+)?$/.test(fields.UnitPrice),
    CustomerID: customer !== undefined,
  };
  const problems = Object.entries(isRight)
    .filter(([, right]) => !right)
    .map(([name]) => `${name} is wrong: "${fields[name as keyof Fields]}"`);
  if (problems.length > 0 || date === undefined) return { problems };
  return {
    line,
    invoice: fields.InvoiceNo,
    stockCode: fields.StockCode,
    description: fields.Description,
    quantity: Number(fields.Quantity),
    date,
    unitPrice: parseMinorUnits(fields.UnitPrice),
    customer: customer === '' ? undefined : customer,
    country: fields.Country,
  };
}

/** The calendar decides: there is no 30th of February. */
function isCalendarDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
