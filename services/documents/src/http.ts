import { Type } from '@sinclair/typebox';
import { DocumentId } from '@waybill/contracts/document-events';
import { violations } from '@waybill/contracts/validation';
import { requireStaff, type Authenticate } from '@waybill/runtime/http/authentication';
import { cursorOf, keyOf } from '@waybill/runtime/http/cursor';
import { queryOf } from '@waybill/runtime/http/input';
import { notFound } from '@waybill/runtime/http/problem';
import type { Table } from '@waybill/runtime/table';
import { Router } from 'express';
import { onlyShelf, shownBriefly, shownInvoice, type InvoiceRow } from './invoice-row.ts';

const ListQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
});

/** What the routes work with. */
export interface Adapters {
  readonly invoices: Table<InvoiceRow>;
  readonly authenticate: Authenticate;
}

export function routes({ invoices, authenticate }: Adapters): Router {
  const router = Router();

  router.get('/invoices', async (request, response) => {
    requireStaff(await authenticate(request));
    const { limit = 20, cursor } = queryOf(request, ListQuery);
    const { items, next } = await invoices.query({
      index: 'by-arrival',
      partition: { field: 'shelf', value: onlyShelf },
      newestFirst: true,
      limit,
      after: keyOf(cursor, ['documentId', 'uploadedAt'], { shelf: onlyShelf }),
    });
    response.json({ invoices: items.map(shownBriefly), nextCursor: cursorOf(next, 'shelf') });
  });

  router.get('/invoices/:id', async (request, response) => {
    requireStaff(await authenticate(request));
    const documentId = request.params.id;
    const isId = violations(DocumentId, documentId).length === 0;
    const row = isId ? await invoices.get({ documentId }, { consistent: true }) : undefined;
    if (!row) throw notFound(`No invoice ${documentId.slice(0, 80)}`);
    response.json(shownInvoice(row));
  });

  return router;
}
