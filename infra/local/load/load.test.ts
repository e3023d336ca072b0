import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeShop, type Temper } from './fake-shop.ts';
import { fastClock } from './fast-clock.ts';
import { load } from './load.ts';
import { lines } from './progress.ts';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const csv = `${header}
536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,85123A,WHITE HEART,1,2010-12-01 08:26:00,2.95,17850.0,United Kingdom
536366,85123a,RED HEART,1,2010-12-01 08:28:00,0.1,,France
C536367,85123a,RED HEART,-1,2010-12-01 08:28:00,0.1,17850.0,France
`;

describe('the load', () => {
  let folder: string;
  let file: string;
  let runs = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'load-'));
    file = join(folder, 'day.csv');
    await writeFile(file, csv);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = async (...argv: string[]) => {
    const printed: string[] = [];
    const print = (line: string) => printed.push(line);
    const progress = lines(print, fastClock);
    const runId = `run${++runs}`;
    const surroundings = { clock: fastClock, runId, progress, print, complain: print };
    return { exitCode: await load(argv, surroundings), text: printed.join('\n') };
  };
  const against = async (temper: Temper, ...argv: string[]) => {
    const shop = await startFakeShop(temper);
    try {
      return { ...(await run(...argv, '--url', shop.url)), orders: shop.orders };
    } finally {
      await shop.stop();
    }
  };

  it('replays a day and reconciles it', async () => {
    const { exitCode, text, orders } = await against({}, file);
    expect(text).toContain('1  credit note (line 5)');
    expect(text).toContain('Orders     2 shipped');
    expect(text).toContain('18.35 GBP charged = 18.35 GBP of shipped orders');
    expect(text).toContain('Reconciled: 2 orders.');
    expect(exitCode).toBe(0);
    const [known, guest] = [...orders.values()].sort((a, b) => b.items.length - a.items.length);
    expect(known).toMatchObject({ customerId: 'cust-17850', shippingAddress: { country: 'GB' } });
    expect(known?.items.map(({ unitPrice }) => unitPrice)).toEqual([255, 295]);
    expect(guest?.customerId).toMatch(/^guest-[a-z0-9]+$/);
    expect(guest?.shippingAddress.country).toBe('FR');
  });

  it('reconciles again on a system that has run before', async () => {
    const shop = await startFakeShop();
    expect((await run(file, '--url', shop.url)).exitCode).toBe(0);
    expect((await run(file, '--url', shop.url)).exitCode).toBe(0);
    expect(shop.orders.size).toBe(4);
    await shop.stop();
  });

  it('reconciles a made day on a busy system that is behind with everything', async () => {
    const temper = { busyEvery: 20, unknownTimes: 2, mailsAfterReads: 2 };
    const { exitCode, text } = await against(temper, '--concurrency', '32', '--seed', '7');
    expect(text).toContain('A made day (seed 7)');
    expect(text).toContain('Reconciled: 130 orders.');
    expect(text).toMatch(/calls made again, 130 orders held up/);
    expect(exitCode).toBe(0);
  });

  it('lists what does not reconcile', async () => {
    const { exitCode, text } = await against({ chargesTwice: true }, file);
    expect(text).toContain('2 mismatches:');
    expect(text).toMatch(/ord-\w+ \(invoice 536365\) has 2 charges instead of 1/);
    expect(text).toContain('36.70 GBP charged ≠ 18.35 GBP of shipped orders');
    expect(exitCode).toBe(1);
  });

  it('lists the orders that are not over in time', async () => {
    const { exitCode, text } = await against({ neverShips: true }, file, '--timeout', '5');
    expect(text).toContain('Orders     2 confirmed');
    expect(text).toMatch(/ord-\w+ \(invoice 536366\) is still confirmed/);
    expect(exitCode).toBe(1);
  });

  it('lists the orders that are not taken', async () => {
    const { exitCode, text } = await against({ unknownTimes: Infinity }, file);
    expect(text).toContain('invoice 536365 refused: orders knows one of its products not even');
    expect(exitCode).toBe(1);
  });

  it('says so when nothing answers', async () => {
    const shop = await startFakeShop();
    await shop.stop();
    const { exitCode, text } = await run(file, '--url', shop.url);
    expect(text).toBe(`nothing answers at ${shop.url} (ECONNREFUSED): start it with npm start`);
    expect(exitCode).toBe(1);
  });

  it('says so when the file is missing, foreign or wrong', async () => {
    const foreign = join(folder, 'foreign.csv');
    await writeFile(foreign, Buffer.concat([Buffer.from(`${header}\n1,2,`), Buffer.from([0xe9])]));
    const empty = join(folder, 'empty.csv');
    await writeFile(empty, `${header}\n${csv.split('\n')[4] ?? ''}\n`);
    for (const [name, message] of [
      [join(folder, 'none.csv'), 'none.csv: there is no such file'],
      [folder, 'this is a folder, not a file'],
      [foreign, 'foreign.csv:2: this is no UTF-8 text'],
      [empty, 'empty.csv: there is no sale to replay'],
    ] as const) {
      const { exitCode, text } = await run(name);
      expect(text).toContain(message);
      expect(exitCode).toBe(2);
    }
  });

  it('helps', async () => {
    const { exitCode, text } = await run('--help');
    expect(text).toMatch(/^Usage: npm run load/);
    expect(exitCode).toBe(0);
  });
});
