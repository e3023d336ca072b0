import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';

const analytics = useComponent('analytics');
const staff = () => analytics.client('mia', 'staff');
const summary = '/analytics/summary?from=2026-11-23&to=2026-11-23';

const placed = (
  orderId: string,
  currency: string,
  items: { productId: string; quantity: number }[],
) =>
  OrderPlaced({
    ...{ orderId, customerId: 'cust-1', currency },
    items: items.map((item) => ({ ...item, unitPrice: 100 })),
    total: items.reduce((sum, { quantity }) => sum + 100 * quantity, 0),
  });
const at = (time: string) => ({ occurredAt: `2026-11-23T${time}.000Z` });

beforeAll(async () => {
  const lamps = [{ productId: 'LAMP', quantity: 2 }];
  const cups = [{ productId: 'CUP', quantity: 3 }, ...lamps];
  const of = (orderId: string) => ({ orderId, customerId: 'cust-1' });
  const shipped = { currency: 'GBP', total: 200, trackingNumber: 'T-1' };
  // Out of order: a shipment comes before its order.
  await analytics.hears(OrderShipped({ ...of('ord-1'), ...shipped }), at('10:02:00'));
  await analytics.hears(placed('ord-1', 'GBP', lamps), at('10:00:00'));
  await analytics.hears(placed('ord-2', 'GBP', cups), at('10:00:30'));
  await analytics.hears(placed('ord-3', 'EUR', lamps), at('10:00:59'));
  await analytics.hears(OrderCancelled({ ...of('ord-2'), reason: 'no-more' }), at('23:59:59'));
  await analytics.settled();
  await soon(async () => {
    const { body } = (await (await staff()).get(summary)) as { body: { currencies: Figures[] } };
    const sums = body.currencies.map(({ orders, shipped: s, cancelled }) => [orders, s, cancelled]);
    expect(sums).toEqual([
      [1, 0, 0],
      [2, 1, 1],
    ]);
  });
});

interface Figures {
  readonly orders: number;
  readonly shipped: number;
  readonly cancelled: number;
}

describe('the response to a summary', () => {
  it('tells what happened, minute by minute', async () => {
    const answer = await (await staff()).get(`${summary}&currency=GBP`);
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        ...{ from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z', by: 'minute' },
        currencies: [
          {
            ...{ currency: 'GBP', orders: 2, revenue: 700 },
            ...{ shipped: 1, cancelled: 1, cancelledRevenue: 500 },
            conversion: { shipped: 1, cancelled: 1, open: 0, rate: 0.5 },
            placedToShipped: {
              count: 1,
              medianMs: expect.any(Number) as number,
              p95Ms: expect.any(Number) as number,
            },
            series: [
              moment('10:00', { orders: 2, revenue: 700 }),
              moment('10:02', { shipped: 1 }),
              moment('23:59', { cancelled: 1, cancelledRevenue: 500 }),
            ],
          },
        ],
      },
    ]);
    const [gbp] = (answer.body as { currencies: { placedToShipped: { medianMs: number } }[] })
      .currencies;
    expect(Math.abs((gbp?.placedToShipped.medianMs ?? 0) - 120_000)).toBeLessThan(2_400);
  });

  it('tells the same by day', async () => {
    const answer = await (await staff()).get(`${summary}&by=day&currency=GBP`);
    expect(answer.body).toMatchObject({
      by: 'day',
      currencies: [
        {
          ...{ orders: 2, revenue: 700, shipped: 1, cancelled: 1 },
          series: [{ at: '2026-11-23T00:00:00.000Z', orders: 2, revenue: 700 }],
        },
      ],
    });
  });

  it('is empty where nothing happened', async () => {
    const answer = await (await staff()).get('/analytics/summary?from=2020-01-01&to=2020-12-31');
    expect(answer.body).toMatchObject({ by: 'day', currencies: [] });
  });
});

describe('the response to the best sellers', () => {
  const top = '/analytics/top-products?from=2026-11-23&to=2026-11-23';

  it('ranks by pieces, or by revenue', async () => {
    const client = await staff();
    expect((await client.get(`${top}&limit=1`)).body).toMatchObject({
      by: 'quantity',
      currencies: [
        { currency: 'EUR', products: [{ productId: 'LAMP', quantity: 2, revenue: 200 }] },
        { currency: 'GBP', products: [{ productId: 'LAMP', quantity: 4, revenue: 400 }] },
      ],
    });
    expect((await client.get(`${top}&by=revenue&currency=GBP`)).body).toMatchObject({
      by: 'revenue',
      currencies: [{ products: [{ productId: 'LAMP' }, { productId: 'CUP', revenue: 300 }] }],
    });
  });
});

describe('what is refused', () => {
  it.each([
    ['/analytics/summary?to=2026-11-23', /from is required/],
    ['/analytics/summary?from=now&to=2026-11-23', /from is a date \(2026-11-23\)/],
    ['/analytics/summary?from=2020-01-01&to=2026-11-23', /more than 400 days.*ask for less/],
    [`${summary}&currency=pounds`, /currency/],
    [`${summary}&wrong=1`, /wrong is not known here/],
    ['/analytics/top-products?from=2026-11-23&to=2026-11-23&limit=0', /limit/],
    ['/analytics/top-products?from=2026-11-23&to=2026-11-23&by=price', /quantity or revenue/],
  ])('%s is a 400 that says what to do', async (path, detail) => {
    const answer = await (await staff()).get(path);
    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
    expect(answer.body).toMatchObject({
      code: 'invalid-request',
      detail: expect.stringMatching(detail) as string,
    });
  });

  it('is everybody but staff', async () => {
    for (const path of [summary, '/analytics/top-products?from=2026-11-23&to=2026-11-23']) {
      expect((await (await analytics.client()).get(path)).status).toBe(401);
      expect((await (await analytics.client('cust-1')).get(path)).status).toBe(403);
    }
  });
});

function moment(minute: string, happened: Record<string, number>) {
  const quiet = { orders: 0, revenue: 0, shipped: 0, cancelled: 0, cancelledRevenue: 0 };
  return { at: `2026-11-23T${minute}:00.000Z`, ...quiet, ...happened };
}
