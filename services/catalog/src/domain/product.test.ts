import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { product, type ProductCommand } from './product.ts';

const given = specification(product);
const lamp = { productId: 'LAMP', name: 'Lamp', unitPrice: 255, currency: 'GBP' };
const list = (change: Partial<typeof lamp> = {}): ProductCommand => ({
  type: 'list',
  ...lamp,
  ...change,
});

describe('a product', () => {
  it('is listed', () => given().when(list()).then(ProductListed(lamp)));

  it('is listed only once', () => given(ProductListed(lamp)).when(list()).thenNothing());

  it.each([{ unitPrice: 300 }, { currency: 'EUR' }, { name: 'Desk lamp' }])(
    'tells all of itself when it changes to %j',
    (change) =>
      given(ProductListed(lamp))
        .when(list(change))
        .then(PriceChanged({ ...lamp, ...change })),
  );

  it('can change back', () =>
    given(ProductListed(lamp), PriceChanged({ ...lamp, unitPrice: 1 }))
      .when(list())
      .then(PriceChanged(lamp)));

  it('may cost nothing', () =>
    given()
      .when(list({ unitPrice: 0 }))
      .then(ProductListed({ ...lamp, unitPrice: 0 })));

  it('decides nothing twice', () =>
    decidesOnce(
      product,
      fc.record({
        type: fc.constant('list' as const),
        productId: fc.constant('LAMP'),
        name: fc.constantFrom('Lamp', 'Desk lamp'),
        unitPrice: fc.nat(3),
        currency: fc.constantFrom('GBP', 'EUR'),
      }),
    ));
});
