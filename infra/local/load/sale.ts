import { ProductId, Quantity, UnitPrice } from '@waybill/contracts/values';
import type { Row } from './row.ts';

/** A row that can be sold: its price is known to be a whole number of pence. */
export type Sale = Row & { readonly unitPrice: number };

const productId = new RegExp(ProductId.pattern ?? '');
const longestId = ProductId.maxLength ?? Infinity;
const mostPieces = Quantity.maximum ?? Infinity;
const highestPrice = UnitPrice.maximum ?? Infinity;

/** The row as a sale, or the reason why it is none. */
export function asSale(row: Row): Sale | string {
  const { unitPrice } = row;
  if (row.invoice.startsWith('C')) return 'credit note';
  if (row.quantity <= 0) return 'quantity is zero or negative';
  if (unitPrice === undefined) return 'price is no whole number of pence';
  if (unitPrice <= 0) return 'price is zero or negative';
  if (unitPrice > highestPrice) return `price is over ${highestPrice.toLocaleString('en')} pence`;
  if (row.quantity > mostPieces) return `quantity is over ${mostPieces.toLocaleString('en')}`;
  if (row.stockCode.length > longestId || !productId.test(row.stockCode)) {
    return 'stock code cannot be a product id';
  }
  return { ...row, unitPrice };
}
