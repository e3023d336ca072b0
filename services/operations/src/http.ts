import { Type } from '@sinclair/typebox';
import { OrderId } from '@waybill/contracts/values';
import { requireStaff, type Authenticate } from '@waybill/runtime/http/authentication';
import { pathOf, queryOf } from '@waybill/runtime/http/input';
import { notFound } from '@waybill/runtime/http/problem';
import { Router } from 'express';
import type { StoryEntry } from './domain/order-story.ts';

const SagasQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});

/** What the routes work with. */
export interface Adapters {
  readonly authenticate: Authenticate;
  readonly queues: () => Promise<object>;
  readonly flow: () => Promise<object>;
  readonly sagas: (limit: number) => Promise<object>;
  readonly story: (orderId: string) => Promise<readonly StoryEntry[]>;
}

export function routes({ authenticate, queues, flow, sagas, story }: Adapters): Router {
  const router = Router();
  const staffOnly = Router();
  staffOnly.use(async (request, _, next) => {
    requireStaff(await authenticate(request));
    next();
  });

  staffOnly.get('/queues', async (_, response) => void response.json(await queues()));
  staffOnly.get('/flow', async (_, response) => void response.json(await flow()));
  staffOnly.get('/sagas', async (request, response) => {
    const { limit = 100 } = queryOf(request, SagasQuery);
    response.json(await sagas(limit));
  });
  staffOnly.get('/orders/:orderId/history', async (request, response) => {
    const orderId = pathOf(request, 'orderId', OrderId);
    const entries = await story(orderId);
    if (entries.length === 0) throw notFound(`No order ${orderId}`);
    response.json({ orderId, entries });
  });

  router.use('/operations', staffOnly);
  return router;
}
