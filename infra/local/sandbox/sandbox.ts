import { Type } from '@sinclair/typebox';
import { OrderId } from '@waybill/contracts/values';
import { queryOf } from '@waybill/runtime/http/input';
import { Router, type Request } from 'express';
import { SandboxCarrier } from './carrier.ts';
import { mailsSent } from './mail-ledger.ts';
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
  return router;
}
