import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import { useComponent } from '../../../infra/local/component/component.ts';
import type { Listed } from './shelf.ts';

const catalog = useComponent('catalog');
const lamp = { name: 'Lamp', unitPrice: 255, currency: 'GBP' };
const staff = () => catalog.client('mia', 'staff');
const anybody = () => catalog.client();

async function list(productId: string, change: Partial<typeof lamp> = {}) {
  return (await staff()).put(`/products/${productId}`).send({ ...lamp, ...change });
}

describe('the response of the catalogue', () => {
  it('to staff who list a product is the product', async () => {
    const answer = await list('LAMP-1');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ productId: 'LAMP-1', ...lamp });
  });

  it('to anybody is a product, or a 404', async () => {
    await list('LAMP-2');
    const client = await anybody();
    const found = await client.get('/products/LAMP-2');
    expect([found.status, found.body]).toEqual([200, { productId: 'LAMP-2', ...lamp }]);
    const missing = await client.get('/products/NONE');
    expect(missing.status).toBe(404);
    expect(missing.type).toBe('application/problem+json');
    expect(missing.body).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('tells products apart whose ids differ only in case', async () => {
    await list('CASE', { name: 'Upper' });
    await list('case', { name: 'Lower' });
    const client = await anybody();
    const names = ['CASE', 'case'].map(async (id) => {
      const body: unknown = (await client.get(`/products/${id}`)).body;
      return (body as Listed).name;
    });
    expect(await Promise.all(names)).toEqual(['Upper', 'Lower']);
    expect((await client.get('/products/Case')).status).toBe(404);
  });

  it('to nobody in particular is 401, and 403 to those who are not staff', async () => {
    const nobody = await (await anybody()).put('/products/LAMP-3').send(lamp);
    expect(nobody.status).toBe(401);
    expect(nobody.headers['www-authenticate']).toBe('Bearer');
    const customer = await catalog.client('cust-1');
    expect((await customer.put('/products/LAMP-3').send(lamp)).status).toBe(403);
    const forged = (await anybody()).set('authorization', 'Bearer a.b.c');
    expect((await forged.put('/products/LAMP-3').send(lamp)).status).toBe(401);
    expect((await (await anybody()).get('/products/LAMP-3')).status).toBe(404);
  });

  it('names every field that is wrong', async () => {
    const answer = await (
      await staff()
    )
      .put('/products/LAMP-4')
      .send({ name: '', unitPrice: 2.55, colour: 'red' });
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field).sort()).toEqual([
      '/colour',
      '/currency',
      '/name',
      '/unitPrice',
    ]);
  });

  it.each([
    ['no JSON', 'application/json', '{"name":', 400],
    ['another media type', 'text/plain', 'Lamp', 415],
    ['too much', 'application/json', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 413],
  ])('to %s is a problem', async (_, type, body, status) => {
    const answer = await (await staff()).put('/products/LAMP-5').type(type).send(body);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
  });

  it.each(['-LAMP', 'a b', 'x'.repeat(41), '%E0%A4%A'])(
    'to the product id %s is a 400',
    async (productId) => {
      expect((await (await staff()).put(`/products/${productId}`).send(lamp)).status).toBe(400);
    },
  );
});

describe('the pages of the catalogue', () => {
  interface Page {
    readonly products: readonly Listed[];
    readonly nextCursor?: string;
  }

  it('hold every product once, in the order of the ids', async () => {
    const ids = Array.from({ length: 7 }, (_, i) => `PAGED-${i}`);
    await Promise.all(ids.map((id) => list(id)));
    const client = await anybody();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const body: unknown = (
        await client.get('/products').query({ limit: 3, ...(cursor && { cursor }) })
      ).body;
      const { products, nextCursor } = body as Page;
      expect(products.length).toBeLessThanOrEqual(3);
      seen.push(...products.map(({ productId }) => productId));
      cursor = nextCursor;
    } while (cursor);
    expect(seen.filter((id) => id.startsWith('PAGED-'))).toEqual(ids);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it.each([
    ['no key at all', 'nonsense'],
    ['a list', [1]],
    ['nothing', null],
    ['a key without its field', {}],
    ['a key with a field too many', { productId: 'A', more: 'x' }],
    ['a key whose field is a number', { productId: 1 }],
    ['a key of another shelf', { shelf: 'none', productId: 'A' }],
  ])('refuse a cursor that is %s', async (_, key) => {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    const answer = await (await anybody()).get('/products').query({ cursor });
    expect(answer.status).toBe(400);
  });

  it.each(['0', '101', 'many', '1.5', '-1'])('refuse a limit of %s', async (limit) => {
    expect((await (await anybody()).get('/products').query({ limit })).status).toBe(400);
  });

  it('refuse a parameter that they do not know, or that comes twice', async () => {
    const client = await anybody();
    expect((await client.get('/products?colour=red')).status).toBe(400);
    expect((await client.get('/products?limit=1&limit=2')).status).toBe(400);
  });
});

describe('the state of the catalogue', () => {
  it('is one commit a change, and none where nothing changes', async () => {
    for (const unitPrice of [255, 255, 300, 300, 255]) await list('LAMP-6', { unitPrice });
    const product = { productId: 'LAMP-6', ...lamp };
    expect(await catalog.said('product-commits', 'LAMP-6')).toEqual([
      ProductListed(product),
      PriceChanged({ ...product, unitPrice: 300 }),
      PriceChanged(product),
    ]);
    const commits = await catalog.commits('product-commits', 'LAMP-6');
    expect(commits.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('is one commit for a product that twenty list at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => list('LAMP-7')));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await catalog.commits('product-commits', 'LAMP-7')).toHaveLength(1);
  });

  it('shows the newest of changes that come at once', async () => {
    await list('LAMP-8');
    await Promise.all([1, 2, 3, 4, 5].map((unitPrice) => list('LAMP-8', { unitPrice })));
    const newest = (await catalog.said('product-commits', 'LAMP-8')).at(-1);
    const body: unknown = (await (await anybody()).get('/products/LAMP-8')).body;
    expect(body).toEqual(newest?.data);
  });

  it('carries the request’s correlation id', async () => {
    const client = await staff();
    await client.put('/products/LAMP-9').set('x-correlation-id', 'shop-42').send(lamp);
    const [commit] = await catalog.commits('product-commits', 'LAMP-9');
    expect(commit?.correlationId).toBe('shop-42');
  });
});

describe('the calls of the catalogue', () => {
  it('to list a product are a read and one transaction, and fewer to list it again', async () => {
    await list('WARM-UP');
    const first = await catalog.callsDuring(() => list('LAMP-10'));
    expect(first).toEqual({ Query: 1, TransactWriteItems: 1 });
    const changed = await catalog.callsDuring(() => list('LAMP-10', { unitPrice: 1 }));
    expect(changed).toEqual({ TransactWriteItems: 1 });
  });
});

describe('the metrics of the catalogue', () => {
  it('count requests by their route and never by what they name', async () => {
    await list('LAMP-11');
    const labels = { method: 'PUT', route: '/products/:productId', status: '200' };
    expect(await catalog.metric('waybill_http_request_seconds', labels)).toBeGreaterThan(0);
    expect(await catalog.platform.metrics.registry.metrics()).not.toContain('LAMP-11');
  });
});
