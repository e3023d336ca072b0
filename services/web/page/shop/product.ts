/** A product as `GET /products` shows it. The price is in minor units. */
export interface Product {
  readonly productId: string;
  readonly name: string;
  readonly unitPrice: number;
  readonly currency: string;
  readonly thumbnails?: readonly Thumbnail[];
}

/** A picture of it, `size` pixels at most. */
export interface Thumbnail {
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly key: string;
}

/** Whether every word that is looked for begins a word of the name or id. */
export function isFound({ name, productId }: Product, text: string): boolean {
  const words = `${name} ${productId}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const sought = text.toLowerCase().split(/\s+/).filter(Boolean);
  return sought.every((part) => words.some((word) => word.startsWith(part)));
}
