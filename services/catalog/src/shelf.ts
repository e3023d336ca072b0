import type { ProductListed } from '@waybill/contracts/catalog-events';
import type { DataOf } from '@waybill/contracts/contract';

/** A product as anyone may see it. */
export type Listed = DataOf<typeof ProductListed>;

/** A product's row. All stand on one shelf, in the order of their ids, so that they can be paged. */
export type ShelfRow = Listed & { readonly shelf: string };

export const onlyShelf = 'all';

/** The row of a product. */
export function shelfRow(listed: Listed): ShelfRow {
  return { ...listed, shelf: onlyShelf };
}

/** What is shown of a row. */
export function shown({ productId, name, unitPrice, currency }: ShelfRow): Listed {
  return { productId, name, unitPrice, currency };
}
