import { Type } from '@sinclair/typebox';
import { event } from './contract.ts';
import { Currency, ProductId, UnitPrice } from './values.ts';

const product = {
  productId: ProductId,
  name: Type.String({ minLength: 1, maxLength: 200 }),
  unitPrice: UnitPrice,
  currency: Currency,
};

/** A product can be ordered from now on. Carries the whole state, so that replicas need no other event. */
export const ProductListed = event('catalog-service', 'ProductListed', 1, product);

/** A listed product's name, price or currency is another. Carries the whole state. */
export const PriceChanged = event('catalog-service', 'PriceChanged', 1, product);
