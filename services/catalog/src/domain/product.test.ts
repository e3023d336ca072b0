import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import { ImageProcessed } from '@waybill/contracts/document-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { PictureAttached } from './product-facts.ts';
import { product, type Picture, type ProductCommand } from './product.ts';

const given = specification(product);
const lamp = { productId: 'LAMP', name: 'Lamp', unitPrice: 255, currency: 'GBP' };
const list = (change: Partial<typeof lamp> = {}): ProductCommand => ({
  type: 'list',
  ...lamp,
  ...change,
});

const picture = (sequencer: string): Picture => ({
  ...{ productId: 'LAMP', sequencer, documentId: `document-${'a'.repeat(40)}` },
  uploadedAt: '2026-01-01T00:00:00.000Z',
  thumbnails: [{ size: 96, width: 96, height: 96, key: 'thumbnails/LAMP/96-x.webp' }],
});
const illustrate = (sequencer: string): ProductCommand => ({
  type: 'illustrate',
  ...picture(sequencer),
});

describe('a product', () => {
  it('has the newest picture, whatever the order in which they come', () => {
    given()
      .when(illustrate('02'))
      .then(PictureAttached(picture('02')));
    given(PictureAttached(picture('02')))
      .when(illustrate('01'))
      .thenNothing();
    given(PictureAttached(picture('02')))
      .when(illustrate('02'))
      .thenNothing();
    given(PictureAttached(picture('02')), ProductListed(lamp))
      .when(illustrate('03'))
      .then(PictureAttached(picture('03')));
  });

  it('keeps all that is told of a picture', () =>
    expect(Object.keys(PictureAttached.schema.properties)).toEqual(
      Object.keys(ImageProcessed.schema.properties),
    ));

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
      fc.constantFrom('01', '02', '03').map(illustrate),
    ));
});
