import { uploadsPrefix } from '@waybill/contracts/names';
import { ProductId } from '@waybill/contracts/values';
import { violations } from '@waybill/contracts/validation';

/** What an upload is meant to be, by where it lies. */
export type Upload =
  | { readonly kind: 'invoice' }
  /** Without a product where the name tells of none. */
  | { readonly kind: 'image'; readonly productId?: string }
  | { readonly kind: 'other' };

const invoices = `${uploadsPrefix}invoices/`;
const images = `${uploadsPrefix}images/`;

/** Reads a raw key. What ends in a slash is a folder that a console has made, and no file. */
export function uploadOf(key: string): Upload {
  if (key.endsWith('/')) return { kind: 'other' };
  if (key.startsWith(invoices)) return { kind: 'invoice' };
  if (!key.startsWith(images)) return { kind: 'other' };
  const productId = key.slice(images.length).replace(/\.[A-Za-z0-9]+$/, '');
  return violations(ProductId, productId).length > 0
    ? { kind: 'image' }
    : { kind: 'image', productId };
}
