import type { OrderItem } from '@waybill/contracts/values';
import { Rejection } from '@waybill/kernel/failure';

/** A product's price as orders know it. */
export interface ProductPrice {
  readonly productId: string;
  readonly unitPrice: number;
  readonly currency: string;
}

/** A line as it was asked for. Without a price, the product's own holds. */
export type RequestedItem = Omit<OrderItem, 'unitPrice'> & { readonly unitPrice?: number };

/**
 * The lines at their prices.
 * @param mayAgree staff may agree a price that is not the product's
 * @throws Rejection `product-unknown`, `price-differs` or `currency-differs`, naming the products (the first twenty)
 */
export function priced(
  requested: readonly RequestedItem[],
  currency: string,
  prices: ReadonlyMap<string, ProductPrice>,
  mayAgree: boolean,
): OrderItem[] {
  refuse('product-unknown', requested, ({ productId }) => !prices.has(productId));
  refuse('currency-differs', requested, ({ productId }) => {
    return prices.get(productId)?.currency !== currency;
  });
  if (!mayAgree) {
    refuse('price-differs', requested, ({ productId, unitPrice }) => {
      return unitPrice !== undefined && unitPrice !== prices.get(productId)?.unitPrice;
    });
  }
  return requested.map(({ productId, quantity, unitPrice }) => ({
    productId,
    quantity,
    unitPrice: unitPrice ?? prices.get(productId)?.unitPrice ?? 0,
  }));
}

function refuse(
  code: string,
  items: readonly RequestedItem[],
  isWrong: (item: RequestedItem) => boolean,
): void {
  const productIds = [...new Set(items.filter(isWrong).map(({ productId }) => productId))];
  if (productIds.length > 0) throw new Rejection(code, { productIds: productIds.slice(0, 20) });
}
