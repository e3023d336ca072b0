import { Type } from '@sinclair/typebox';
import { Currency } from '@waybill/contracts/values';
import { requireStaff, type Authenticate } from '@waybill/runtime/http/authentication';
import { queryOf } from '@waybill/runtime/http/input';
import { Router } from 'express';
import type { Period } from './domain/period.ts';
import type { FigureReader } from './figure-reader.ts';
import { measureOf, salesPeriod, summaryPeriod } from './period-query.ts';

const Text = Type.String({ minLength: 1, maxLength: 40 });
const SummaryQuery = Type.Object({
  from: Text,
  to: Text,
  by: Type.Optional(Text),
  currency: Type.Optional(Currency),
});
const TopProductsQuery = Type.Object({
  from: Text,
  to: Text,
  by: Type.Optional(Text),
  currency: Type.Optional(Currency),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
});

/** What the routes work with. */
export interface Adapters {
  readonly reader: FigureReader;
  readonly authenticate: Authenticate;
}

export function routes({ reader, authenticate }: Adapters): Router {
  const router = Router();

  router.get('/analytics/summary', async (request, response) => {
    requireStaff(await authenticate(request));
    const { currency, ...query } = queryOf(request, SummaryQuery);
    const period = summaryPeriod(query);
    const currencies = only(currency, await reader.summary(period));
    response.json({ ...shown(period), by: period.by, currencies });
  });

  router.get('/analytics/top-products', async (request, response) => {
    requireStaff(await authenticate(request));
    const { currency, limit = 10, ...query } = queryOf(request, TopProductsQuery);
    const by = measureOf(query.by);
    const period = salesPeriod(query);
    const currencies = only(currency, await reader.bestSellers(period, { by, limit }));
    response.json({ ...shown(period), by, currencies });
  });

  return router;
}

/** The period that was answered for, which is what was asked for or a little wider. */
function shown({ fromMs, toMs }: Period): { from: string; to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

function only<Of extends { readonly currency: string }>(
  currency: string | undefined,
  all: readonly Of[],
): Of[] {
  return all.filter((each) => currency === undefined || each.currency === currency);
}
