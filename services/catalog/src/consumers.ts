import { ImageProcessed } from '@waybill/contracts/document-events';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { Aggregate } from '@waybill/runtime/aggregate';
import type { Product, ProductCommand, ProductEvent } from './domain/product.ts';

type Products = Aggregate<Product, ProductCommand, ProductEvent>;

export const consumers = ({ products }: { products: Products }): Consumer =>
  consumer(
    'catalog',
    on(ImageProcessed, (picture) =>
      products.execute(picture.productId, { type: 'illustrate', ...picture }),
    ),
  );
