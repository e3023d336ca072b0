import { GetObjectCommand, GetObjectTaggingCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { StockReceived } from '@waybill/contracts/inventory-events';
import type { DataOf } from '@waybill/contracts/contract';
import { busName, documentsBucket } from '@waybill/contracts/names';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { scanCommits } from '@waybill/runtime/publishing/commit-scan';
import { outgoingOf } from '@waybill/runtime/publishing/outgoing';
import sharp from 'sharp';
import { awaitOrders } from './load/await-orders.ts';
import { connect } from './load/client.ts';
import { wallClock } from './load/clock.ts';
import { dayOf } from './load/day.ts';
import type { Facts } from './load/facts.ts';
import { gatherFacts } from './load/gather-facts.ts';
import { groupBy } from './load/group-by.ts';
import { placeOrders } from './load/place-orders.ts';
import { lines } from './load/progress.ts';
import { reconcile } from './load/reconcile.ts';
import type { Row } from './load/row.ts';
import { seededRows } from './load/seeded-day.ts';
import { createShop } from './load/shop.ts';
import { stockUp } from './load/stock-up.ts';
import { stockOf } from './scenario/books.ts';
import { eventually } from './scenario/eventually.ts';
import { messagesLeft, openShop, type Shop } from './scenario/shop.ts';
import { ublInvoice } from './scenario/ubl-invoice.ts';

/** The short invoices of a made day, with the credit notes and the found goods between them. */
function shortRows(seed: number): Row[] {
  const invoices = [...groupBy(seededRows(seed), ({ invoice }) => invoice).values()];
  const short = invoices.filter(({ length }) => length <= 6);
  return [...short.slice(0, 40), ...short.slice(-6)].flat();
}

const rows = shortRows(2010);
/** What was sold, as anybody reads it off the rows. */
const sold = rows.flatMap(({ invoice, stockCode, quantity, unitPrice = 0 }) =>
  !invoice.startsWith('C') && quantity > 0 && unitPrice > 0
    ? [{ invoice, stockCode, quantity, revenue: quantity * unitPrice }]
    : [],
);
const sum = (of: readonly number[]) => of.reduce((total, each) => total + each, 0);
const orders = new Set(sold.map(({ invoice }) => invoice)).size;

let shop: Shop;
let facts: Facts;
let days: string;
const Bucket = `local-${documentsBucket}`;
const s3 = () => shop.platform.aws.s3;
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

beforeAll(async () => {
  shop = await openShop();
  const startedAt = Date.now();
  const client = await connect(shop.url, wallClock);
  const progress = lines(() => undefined, wallClock);
  const run = { runId: 'day', shop: createShop(client), concurrency: 8, clock: wallClock };
  const day = dayOf('made', rows);
  const stocked = await stockUp({ ...run, progress }, day.products);
  const done = await placeOrders({ ...run, progress }, day.invoices);
  const deadline = Date.now() + 60_000;
  await awaitOrders({ ...run, progress }, done.placed, deadline);
  facts = await gatherFacts({ ...run, progress }, { ...done, stocked }, deadline);
  days = `from=${dateOf(startedAt)}&to=${dateOf(Date.now())}`;
}, 120_000);

afterAll(() => shop.close());

async function get(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await shop.staff.call('GET', path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

/** Writes an object, and waits for its outcome. */
async function upload(Key: string, Body: string | Buffer): Promise<string> {
  await s3().send(new PutObjectCommand({ Bucket, Key, Body }));
  return eventually(async () => {
    const { TagSet = [] } = await s3().send(new GetObjectTaggingCommand({ Bucket, Key }));
    const outcome = TagSet.find((tag) => tag.Key === 'waybill-outcome')?.Value;
    expect(outcome).toBeDefined();
    return outcome ?? '';
  });
}

describe('after the load of a day', () => {
  it('everything reconciles', () => {
    expect(rows.length).toBeGreaterThan(sold.length);
    expect(reconcile(facts)).toEqual([]);
    expect(facts.orders.map(({ order }) => order?.status)).toEqual(
      Array.from({ length: orders }, () => 'shipped'),
    );
  });

  it('the figures of analytics equal sums over the rows of the day', async () => {
    const revenue = sum(sold.map((row) => row.revenue));
    await eventually(async () => {
      expect(await get(`/analytics/summary?${days}&by=day`)).toMatchObject({
        currencies: [
          {
            ...{ currency: 'GBP', orders, revenue },
            ...{ shipped: orders, cancelled: 0, cancelledRevenue: 0 },
            conversion: { shipped: orders, cancelled: 0, open: 0, rate: 1 },
            placedToShipped: { count: orders },
          },
        ],
      });
    });
  });

  it.each(['quantity', 'revenue'] as const)(
    'the best sellers by %s are those of the rows',
    async (by) => {
      const products = [...groupBy(sold, ({ stockCode }) => stockCode)]
        .map(([productId, some]) => ({
          productId,
          quantity: sum(some.map(({ quantity }) => quantity)),
          revenue: sum(some.map(({ revenue }) => revenue)),
        }))
        .sort((a, b) => b[by] - a[by] || (a.productId < b.productId ? -1 : 1));
      expect(await get(`/analytics/top-products?${days}&by=${by}&limit=1000`)).toMatchObject({
        currencies: [{ currency: 'GBP', products }],
      });
    },
  );

  it('every order has one mail of a kind', async () => {
    const { mails } = (await get('/sandbox/mail')) as {
      mails: { orderId: string; kind: string }[];
    };
    const wanted = facts.orders.flatMap(({ placed: { orderId } }) => [
      `${orderId} received`,
      `${orderId} shipped`,
    ]);
    expect(mails.map(({ orderId, kind }) => `${orderId} ${kind}`).sort()).toEqual(wanted.sort());
  });

  it('three thumbnails of an uploaded picture hang on their product', async () => {
    const productId = sold[0]?.stockCode ?? '';
    const create = { width: 1_500, height: 1_000, channels: 3, background: 'teal' } as const;
    const picture = await sharp({ create }).png().toBuffer();
    expect(await upload(`uploads/images/${productId}.png`, picture)).toBe('processed');
    const thumbnails = await eventually(async () => {
      const product = await get(`/products/${productId}`);
      expect(product.thumbnails).toMatchObject([
        { size: 960, width: 960, height: 640 },
        { size: 320, width: 320, height: 213 },
        { size: 96, width: 96, height: 64 },
      ]);
      return product.thumbnails as { key: string; width: number; height: number }[];
    });
    for (const { key: Key, width, height } of thumbnails) {
      const { Body, CacheControl, ContentType } = await s3().send(
        new GetObjectCommand({ Bucket, Key }),
      );
      expect({ Key, CacheControl, ContentType }).toEqual({
        Key: expect.stringMatching(`^thumbnails/${productId}/`) as string,
        CacheControl: 'public, max-age=31536000, immutable',
        ContentType: 'image/webp',
      });
      const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width, height });
    }
  });

  it('a UBL invoice raises the stock by its lines once, though its event comes three times more', async () => {
    const [first = '', second = ''] = new Set(sold.map(({ stockCode }) => stockCode));
    const goods = [
      { product: first, quantity: '7', price: '2.00', amount: '14.00' },
      { product: second, quantity: '3', price: '1.00', amount: '3.00' },
    ];
    const before = await Promise.all([first, second].map((id) => stockOf(shop, id)));
    const isRaised = async () => {
      const raised = before.map((each, place) => {
        return { ...each, available: Number(each.available) + Number(goods[place]?.quantity) };
      });
      expect(await Promise.all([first, second].map((id) => stockOf(shop, id)))).toEqual(raised);
    };
    const key = 'uploads/invoices/after-a-day.xml';
    const file = ublInvoice({ lines: goods });
    expect(await upload(key, file)).toBe('received');
    await eventually(isRaised);

    const { invoices } = (await get('/invoices')) as { invoices: { invoiceId: string }[] };
    const { invoiceId = '' } = invoices[0] ?? {};
    await sayAgain(invoiceId, 3);
    expect(await upload(key, file)).toBe('received');
    expect(await upload('uploads/invoices/another-key.xml', file)).toBe('duplicate');
    await eventually(async () => expect(await heard('InvoiceReceived')).toBe(4));
    await eventually(async () => expect(await messagesLeft(shop)).toEqual({}));
    await isRaised();
    expect(await receiptsOf(invoiceId)).toEqual([
      { productId: first, quantity: 7, reference: invoiceId },
      { productId: second, quantity: 3, reference: invoiceId },
    ]);
  });
});

/** Puts what an invoice has told on the bus again, as the relay may. */
async function sayAgain(invoiceId: string, times: number): Promise<void> {
  const { aws, name } = shop.platform;
  const commits = await createDynamoEventStore(shop.platform, 'document-commits').read(invoiceId);
  const Entries = commits.flatMap(outgoingOf).map(({ source, type, detail }) => ({
    ...{ EventBusName: name(busName), Source: source, DetailType: type, Detail: detail },
  }));
  expect(Entries).toHaveLength(1);
  for (let time = 0; time < times; time += 1) {
    expect(await aws.events.send(new PutEventsCommand({ Entries }))).toMatchObject({
      FailedEntryCount: 0,
    });
  }
}

/** How many messages of a type were handled. */
async function heard(type: string): Promise<number> {
  const metrics = await (await fetch(`${shop.url}/metrics`)).text();
  const handled = new RegExp(`^waybill_messages_total\\{[^}]*type="${type}"[^}]*\\} (\\d+)`, 'gm');
  return sum([...metrics.matchAll(handled)].map(([, times]) => Number(times)));
}

/** The goods receipts of an invoice, by quantity. */
async function receiptsOf(invoiceId: string): Promise<DataOf<typeof StockReceived>[]> {
  const receipts: DataOf<typeof StockReceived>[] = [];
  const whole = { since: '2000-01-01T00:00:00.000Z', segment: 0, segments: 1 };
  const scan = scanCommits(shop.platform, { table: 'inventory-commits', ...whole });
  for await (const page of scan) {
    for (const { type, data } of page.flatMap(({ entries }) => entries)) {
      if (type === 'StockReceived') receipts.push(data as DataOf<typeof StockReceived>);
    }
  }
  return receipts
    .filter(({ reference }) => reference === invoiceId)
    .sort((a, b) => b.quantity - a.quantity);
}
