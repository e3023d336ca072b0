import type { ProductListed } from '@waybill/contracts/catalog-events';
import type { DataOf } from '@waybill/contracts/contract';
import type { Thumbnail } from '@waybill/contracts/document-events';
import type { Product } from './domain/product.ts';

/** A product as anyone may see it. */
export interface Listed extends DataOf<typeof ProductListed> {
  /** Of its newest picture, the largest first; absent without one. */
  readonly thumbnails?: readonly Thumbnail[];
}

/** A product's row. All stand on one shelf, in the order of their ids, so that they can be paged. */
export type ShelfRow = Listed & { readonly shelf: string };

export const onlyShelf = 'all';

/** The row of a product, if it is listed. */
export function shelfRow(product: Product): ShelfRow | undefined {
  if (product.status === 'unlisted') return undefined;
  const { productId, name, unitPrice, currency, picture } = product;
  const thumbnails = picture && { thumbnails: picture.thumbnails };
  return { productId, name, unitPrice, currency, ...thumbnails, shelf: onlyShelf };
}

/** What is shown of a row. */
export function shown({ shelf: _, ...listed }: ShelfRow): Listed {
  return listed;
}
