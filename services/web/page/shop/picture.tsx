import type { Product } from './product.ts';

/** A product's picture, as large as it is shown; a calm field where there is none. */
export function Picture({ product, sizes }: { product: Product | undefined; sizes: string }) {
  const thumbnails = [...(product?.thumbnails ?? [])].sort((one, other) => one.size - other.size);
  const middle = thumbnails.find(({ size }) => size >= 300) ?? thumbnails.at(-1);
  if (!middle) return <div className="picture none" aria-hidden="true" />;
  const address = (key: string): string => `/pictures/${key}`;
  return (
    <img
      className="picture"
      src={address(middle.key)}
      srcSet={thumbnails.map(({ key, width }) => `${address(key)} ${width}w`).join(', ')}
      sizes={sizes}
      width={middle.width}
      height={middle.height}
      alt=""
      loading="lazy"
      decoding="async"
    />
  );
}
