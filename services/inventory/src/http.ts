import { Type } from '@sinclair/typebox';
import { ProductId, Quantity } from '@waybill/contracts/values';
import { requireStaff, type Authenticate } from '@waybill/runtime/http/authentication';
import { bodyOf, pathOf } from '@waybill/runtime/http/input';
import { notFound } from '@waybill/runtime/http/problem';
import { Router } from 'express';
import type { StockRoom } from './stock-room.ts';

const ReceiptBody = Type.Object({
  quantity: Quantity,
  reference: Type.String({ minLength: 1, maxLength: 100 }),
});

export function routes({
  stockRoom,
  authenticate,
}: {
  stockRoom: StockRoom;
  authenticate: Authenticate;
}): Router {
  const router = Router();

  router.post('/stock/:productId/receipts', async (request, response) => {
    requireStaff(await authenticate(request));
    const productId = pathOf(request, 'productId', ProductId);
    const { quantity, reference } = bodyOf(request, ReceiptBody);
    response.status(201).json(await stockRoom.receive(productId, quantity, reference));
  });

  router.get('/stock/:productId', async (request, response) => {
    requireStaff(await authenticate(request));
    const productId = pathOf(request, 'productId', ProductId);
    const stock = await stockRoom.stockOf(productId);
    if (!stock) throw notFound(`No stock of ${productId}`);
    response.json(stock);
  });

  return router;
}
