import type { ProductQuantity } from '@waybill/contracts/values';

/** The most products of one part: with the commit, they fill a DynamoDB transaction of 100. */
export const productsPerPart = 99;

/** Each product once, with all of its pieces, in the order of the ids: transactions that share products meet in one order. */
export function mergedByProduct(items: readonly ProductQuantity[]): ProductQuantity[] {
  const pieces = new Map<string, number>();
  for (const { productId, quantity } of items) {
    pieces.set(productId, (pieces.get(productId) ?? 0) + quantity);
  }
  const sorted = [...pieces].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([productId, quantity]) => ({ productId, quantity }));
}

/** In how many transactions these products change. */
export function partCount(items: readonly ProductQuantity[]): number {
  return Math.ceil(items.length / productsPerPart);
}

/** The products of one part. */
export function productsOf(items: readonly ProductQuantity[], part: number): ProductQuantity[] {
  return items.slice(part * productsPerPart, (part + 1) * productsPerPart);
}
