import { Type } from '@sinclair/typebox';
import { OrderId } from '@waybill/contracts/values';
import { queryOf } from '@waybill/runtime/http/input';
import { Router, type Request } from 'express';
import { SandboxCarrier } from './carrier.ts';
import { mailPage, mailsSent } from './mail-ledger.ts';
import { SandboxPayments } from './payments.ts';

const LedgerQuery = Type.Object({ orderId: Type.Optional(OrderId) });
const orderOf = (request: Request): string | undefined => queryOf(request, LedgerQuery).orderId;

/** Payment provider, carrier, and the ledgers in which anybody can read what they did. For the embedded default alone. */
export function createSandbox(awsEndpoint: string): Router {
  const payments = new SandboxPayments();
  const carrier = new SandboxCarrier();
  const router = Router();
  router.use('/sandbox', payments.routes(), carrier.routes());
  router.get('/sandbox/charges', (request, response) => {
    response.json({ charges: payments.charges(orderOf(request)) });
  });
  router.get('/sandbox/shipments', (request, response) => {
    response.json({ shipments: carrier.shipments(orderOf(request)) });
  });
  router.get('/sandbox/mail', async (request, response) => {
    response.json({ mails: await mailsSent(awsEndpoint, orderOf(request)) });
  });
  router.get('/sandbox/mail/:orderId/:kind', async (request, response) => {
    const { orderId, kind } = request.params;
    const page = await mailPage(awsEndpoint, orderId, kind);
    // As a mail program would show it: nothing runs, and nothing is loaded.
    response.set(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    response
      .status(page === undefined ? 404 : 200)
      .type('html')
      .send(page ?? 'There is no such mail.');
  });
  return router;
}
