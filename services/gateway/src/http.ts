import { Type } from '@sinclair/typebox';
import { liveProtocol, OrderUpdate } from '@waybill/contracts/live-protocol';
import { CustomerId } from '@waybill/contracts/values';
import { bearerOf, type Authenticate } from '@waybill/runtime/http/authentication';
import { bodyOf } from '@waybill/runtime/http/input';
import { Problem } from '@waybill/runtime/http/problem';
import type { Platform } from '@waybill/runtime/platform';
import { Router } from 'express';
import type { Hub } from './hub.ts';
import type { Pod } from './registry.ts';
import type { Signature } from './signature.ts';
import type { TicketOffice } from './ticket-office.ts';

const Pushes = Type.Object({
  epoch: Type.String({ minLength: 1, maxLength: 100 }),
  pushes: Type.Array(Type.Object({ customerId: CustomerId, update: OrderUpdate }), {
    minItems: 1,
    maxItems: 100,
  }),
});

/** What clients call. */
export function routes({
  tickets,
  authenticate,
}: {
  tickets: TicketOffice;
  authenticate: Authenticate;
}): Router {
  const router = Router();
  router.post('/ws/tickets', async (request, response) => {
    const user = await authenticate(request);
    const issued = await tickets.issue(user, bearerOf(request) ?? '');
    response.status(201).set('cache-control', 'no-store');
    response.json({ ...issued, protocol: liveProtocol });
  });
  return router;
}

/** What other pods call. */
export function podRoutes({
  hub,
  own,
  signature,
  now,
}: {
  hub: Hub;
  own: () => Pod | undefined;
  signature: Signature;
  now: Platform['now'];
}): Router {
  const router = Router();
  router.post('/internal/pushes', (request, response) => {
    const said = {
      time: request.get('x-waybill-time'),
      signature: request.get('x-waybill-signature'),
    };
    if (!signature.isValid(request.body, said, now().getTime())) {
      throw new Problem(401, 'unauthorized', 'Only pods may do this');
    }
    const { epoch, pushes } = bodyOf(request, Pushes);
    if (epoch !== own()?.epoch) throw new Problem(410, 'gone', 'That pod is no more');
    hub.deliver(pushes);
    response.json({ taken: pushes.length });
  });
  return router;
}
