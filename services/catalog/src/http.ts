import { Type } from '@sinclair/typebox';
import { Currency, ProductId, UnitPrice } from '@waybill/contracts/values';
import type { Aggregate } from '@waybill/runtime/aggregate';
import { requireStaff, type Authenticate } from '@waybill/runtime/http/authentication';
import { cursorOf, keyOf } from '@waybill/runtime/http/cursor';
import { bodyOf, pathOf, queryOf } from '@waybill/runtime/http/input';
import { notFound } from '@waybill/runtime/http/problem';
import type { Table } from '@waybill/runtime/table';
import { Router } from 'express';
import type { Product, ProductCommand, ProductEvent } from './domain/product.ts';
import { onlyShelf, shown, type ShelfRow } from './shelf.ts';

const ProductBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  unitPrice: UnitPrice,
  currency: Currency,
});

const ListQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
});

/** What the routes work with. */
export interface Adapters {
  readonly products: Aggregate<Product, ProductCommand, ProductEvent>;
  readonly shelf: Table<ShelfRow>;
  readonly authenticate: Authenticate;
}

export function routes({ products, shelf, authenticate }: Adapters): Router {
  const router = Router();

  router.put('/products/:productId', async (request, response) => {
    requireStaff(await authenticate(request));
    const productId = pathOf(request, 'productId', ProductId);
    const details = { productId, ...bodyOf(request, ProductBody) };
    await products.execute(productId, { type: 'list', ...details });
    response.json(details);
  });

  router.get('/products', async (request, response) => {
    const { limit = 50, cursor } = queryOf(request, ListQuery);
    const { items, next } = await shelf.query({
      index: 'by-shelf',
      partition: { field: 'shelf', value: onlyShelf },
      limit,
      after: keyOf(cursor, ['productId'], { shelf: onlyShelf }),
    });
    response.json({ products: items.map(shown), nextCursor: cursorOf(next, 'shelf') });
  });

  router.get('/products/:productId', async (request, response) => {
    const productId = pathOf(request, 'productId', ProductId);
    const row = await shelf.get({ productId });
    if (!row) throw notFound(`No product ${productId}`);
    response.json(shown(row));
  });

  return router;
}
