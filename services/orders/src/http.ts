import { Type, type Static } from '@sinclair/typebox';
import { ContactDetails } from '@waybill/contracts/order-contact';
import {
  Currency,
  CustomerId,
  Instant,
  maxOrderLines,
  OrderId,
  ProductId,
  Quantity,
  Reason,
  UnitPrice,
} from '@waybill/contracts/values';
import { violations } from '@waybill/contracts/validation';
import type { Authenticate, User } from '@waybill/runtime/http/authentication';
import { cursorOf, keyOf } from '@waybill/runtime/http/cursor';
import { bodyOf, pathOf, queryOf } from '@waybill/runtime/http/input';
import { notFound, Problem } from '@waybill/runtime/http/problem';
import { Router, type Request } from 'express';
import { buyer, idempotencyKeyOf } from './buyer.ts';
import type { OrderDesk } from './order-desk.ts';
import type { OrderReader } from './order-reader.ts';
import type { OrderSummary } from './projections/order-summary.ts';

const Line = Type.Object({
  productId: ProductId,
  quantity: Quantity,
  unitPrice: Type.Optional(UnitPrice),
});

const OrderBody = Type.Composite([
  ContactDetails,
  Type.Object({
    items: Type.Array(Line, { minItems: 1, maxItems: maxOrderLines }),
    currency: Currency,
    customerId: Type.Optional(CustomerId),
  }),
]);

const DraftBody = Type.Object({ currency: Currency, customerId: Type.Optional(CustomerId) });
const CancelBody = Type.Object({ reason: Reason });
const EventsQuery = Type.Object({ since: Type.Optional(Type.Integer({ minimum: 0 })) });
const HistoryQuery = Type.Object({ asOf: Type.Optional(Instant) });
const ListQuery = Type.Object({
  customerId: Type.Optional(CustomerId),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
});

/** What the routes work with. */
export interface Adapters {
  readonly desk: OrderDesk;
  readonly reader: OrderReader;
  readonly authenticate: Authenticate;
}

export function routes({ desk, reader, authenticate }: Adapters): Router {
  const router = Router();

  /** The user, and an order that this user may see: another's is as good as none. */
  async function allowed(
    request: Request,
  ): Promise<{ user: User; orderId: string; order: OrderSummary }> {
    const user = await authenticate(request);
    const orderId = String(request.params.orderId);
    const order = violations(OrderId, orderId).length > 0 ? undefined : await reader.get(orderId);
    if (!order || !(user.isStaff || order.customerId === user.subject)) throw unknown(orderId);
    return { user, orderId, order };
  }

  router.post('/orders', async (request, response) => {
    const user = await authenticate(request);
    const body: Static<typeof OrderBody> = bodyOf(request, OrderBody);
    const customerId = buyer(user, body.customerId);
    const receipt = await desk.place(
      { ...body, customerId },
      user.isStaff,
      idempotencyKeyOf(request.get('idempotency-key')),
    );
    response.status(201).location(`/orders/${receipt.orderId}`).json(receipt);
  });

  router.post('/orders/drafts', async (request, response) => {
    const user = await authenticate(request);
    const { currency, customerId } = bodyOf(request, DraftBody);
    const receipt = await desk.create(buyer(user, customerId), currency);
    response.status(201).location(`/orders/${receipt.orderId}`).json(receipt);
  });

  router.post('/orders/:orderId/items', async (request, response) => {
    const { user, orderId } = await allowed(request);
    const key = idempotencyKeyOf(request.get('idempotency-key'));
    response.json(await desk.addItem(orderId, bodyOf(request, Line), user.isStaff, key));
  });

  router.delete('/orders/:orderId/items/:productId', async (request, response) => {
    const { orderId } = await allowed(request);
    response.json(await desk.removeItem(orderId, pathOf(request, 'productId', ProductId)));
  });

  router.post('/orders/:orderId/place', async (request, response) => {
    const { user, orderId } = await allowed(request);
    response.json(await desk.checkOut(orderId, bodyOf(request, ContactDetails), user.isStaff));
  });

  router.post('/orders/:orderId/cancel', async (request, response) => {
    const { orderId } = await allowed(request);
    response.json(await desk.cancel(orderId, bodyOf(request, CancelBody).reason));
  });

  router.get('/orders', async (request, response) => {
    const user = await authenticate(request);
    const { customerId, limit = 20, cursor } = queryOf(request, ListQuery);
    const owner = buyer(user, customerId);
    const after = keyOf(cursor, ['orderId', 'createdAt'], { customerId: owner });
    const { orders, next } = await reader.list(owner, { limit, after });
    response.json({ orders, nextCursor: cursorOf(next, 'customerId') });
  });

  router.get('/orders/:orderId', async (request, response) => {
    const { order } = await allowed(request);
    response.json(order);
  });

  router.get('/orders/:orderId/history', async (request, response) => {
    const user = await authenticate(request);
    const { asOf } = queryOf(request, HistoryQuery);
    if (asOf !== undefined && Number.isNaN(Date.parse(asOf))) {
      const errors = [{ field: '/asOf', message: 'is no instant' }];
      throw new Problem(400, 'invalid-request', 'asOf is no instant', { errors });
    }
    const { orderId } = request.params;
    if (violations(OrderId, orderId).length > 0) throw unknown(orderId);
    const { owner, ...history } = await reader.history(orderId, asOf);
    if (!owner || !(user.isStaff || owner === user.subject)) throw unknown(orderId);
    response.json(history);
  });

  router.get('/orders/:orderId/events', async (request, response) => {
    const user = await authenticate(request);
    const { since = 0 } = queryOf(request, EventsQuery);
    const { orderId } = request.params;
    if (violations(OrderId, orderId).length > 0) throw unknown(orderId);
    const events = await reader.eventsSince(orderId, since);
    if (!events || !(user.isStaff || events.customerId === user.subject)) throw unknown(orderId);
    response.json(events);
  });

  return router;
}

function unknown(orderId: string): Problem {
  return notFound(`No order ${orderId.slice(0, 80)}`);
}
