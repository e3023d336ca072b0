import { ImageProcessed } from '@waybill/contracts/document-events';
import { useComponent } from '../../../infra/local/component/component.ts';
import type { Listed } from './shelf.ts';

const catalog = useComponent('catalog');
const lamp = { name: 'Lamp', unitPrice: 255, currency: 'GBP' };

const thumbnailsOf = (name: string) =>
  [960, 320, 96].map((size) => ({ size, width: size, height: size, key: `${name}-${size}.webp` }));
const picture = (productId: string, sequencer: string, change: object = {}) =>
  ImageProcessed({
    ...{ productId, sequencer, documentId: `document-${'a'.repeat(40)}` },
    ...{ uploadedAt: '2026-01-01T00:00:00.000Z', thumbnails: thumbnailsOf(sequencer) },
    ...change,
  });

async function list(productId: string, unitPrice = 255): Promise<void> {
  const staff = await catalog.client('mia', 'staff');
  await staff.put(`/products/${productId}`).send({ ...lamp, unitPrice });
}
async function shown(productId: string): Promise<Listed> {
  return (await (await catalog.client()).get(`/products/${productId}`)).body as Listed;
}

describe('the picture of a product', () => {
  it('is shown with it, alone and among others', async () => {
    await list('P-1');
    await catalog.hasHeard(picture('P-1', '01'));
    const expected = { productId: 'P-1', ...lamp, thumbnails: thumbnailsOf('01') };
    expect(await shown('P-1')).toEqual(expected);
    const page = (await (await catalog.client()).get('/products')).body as { products: Listed[] };
    expect(page.products).toContainEqual(expected);
  });

  it('stays when the price changes', async () => {
    await list('P-2');
    await catalog.hasHeard(picture('P-2', '01'));
    await list('P-2', 300);
    expect(await shown('P-2')).toMatchObject({ unitPrice: 300, thumbnails: thumbnailsOf('01') });
  });

  it('may come before the product is listed', async () => {
    await catalog.hasHeard(picture('P-3', '01'));
    expect((await (await catalog.client()).get('/products/P-3')).status).toBe(404);
    await list('P-3');
    expect((await shown('P-3')).thumbnails).toEqual(thumbnailsOf('01'));
  });

  it('is the newest of its key, whatever the order of arrival', async () => {
    await list('P-4');
    await catalog.hasHeard(picture('P-4', '02'));
    await catalog.hasHeard(picture('P-4', '01'), picture('P-4', '02'));
    expect((await shown('P-4')).thumbnails).toEqual(thumbnailsOf('02'));
    await catalog.hasHeard(picture('P-4', '03'));
    expect((await shown('P-4')).thumbnails).toEqual(thumbnailsOf('03'));
    expect(await catalog.said('product-commits', 'P-4')).toHaveLength(3);
  });

  it('under another key counts by its time, because sequencers do not', async () => {
    await list('P-5');
    await catalog.hasHeard(picture('P-5', '05'));
    const documentId = `document-${'b'.repeat(40)}`;
    const older = { documentId, uploadedAt: '2025-12-31T00:00:00.000Z' };
    await catalog.hasHeard(picture('P-5', '09', older));
    expect((await shown('P-5')).thumbnails).toEqual(thumbnailsOf('05'));
    const newer = { documentId, uploadedAt: '2026-01-02T00:00:00.000Z' };
    await catalog.hasHeard(picture('P-5', '01', newer));
    expect((await shown('P-5')).thumbnails).toEqual(thumbnailsOf('01'));
  });
});
