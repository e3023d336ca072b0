import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseCsv } from './csv.ts';
import { dayOf } from './day.ts';
import type { Row } from './row.ts';

const row = (change: Partial<Row> = {}): Row => ({
  line: 2,
  invoice: '536365',
  stockCode: '85123A',
  description: 'WHITE HEART',
  quantity: 6,
  date: '2010-12-01',
  unitPrice: 255,
  customer: '17850',
  country: 'United Kingdom',
  ...change,
});

describe('a day', () => {
  it('is one order per invoice, its lines as they stand', () => {
    const lines = [row(), row({ stockCode: 'POST', unitPrice: 1_800, quantity: 1 }), row()];
    const day = dayOf('day', [lines[0], row({ invoice: '7' }), ...lines.slice(1)] as Row[]);
    expect(day.invoices.map(({ invoice, items, total }) => [invoice, items.length, total])).toEqual(
      [
        ['536365', 3, 4_860],
        ['7', 1, 1_530],
      ],
    );
  });

  it('registers the price of most lines, and stocks what all invoices take', () => {
    const prices = [295, 255, 255, 295, 999];
    const rows = prices.map((unitPrice, index) => row({ unitPrice, invoice: `i${index}` }));
    expect(dayOf('day', rows).products).toEqual([
      { productId: '85123A', name: 'WHITE HEART', unitPrice: 295, demand: 30 },
    ]);
  });

  it('keeps products apart that differ by case alone', () => {
    const day = dayOf('day', [row({ stockCode: '47591D' }), row({ stockCode: '47591d' })]);
    expect(day.products.map(({ productId }) => productId)).toEqual(['47591D', '47591d']);
  });

  it.each([
    [{ invoice: 'C536379' }, 'credit note'],
    [{ quantity: 0 }, 'quantity is zero or negative'],
    [{ quantity: -3, unitPrice: 0 }, 'quantity is zero or negative'],
    [{ unitPrice: 0 }, 'price is zero or negative'],
    [{ unitPrice: -1 }, 'price is zero or negative'],
    [{ unitPrice: undefined }, 'price is no whole number of pence'],
    [{ unitPrice: 100_000_001 }, 'price is over 100,000,000 pence'],
    [{ quantity: 1_000_001 }, 'quantity is over 1,000,000'],
    [{ stockCode: 'A B' }, 'stock code cannot be a product id'],
    [{ stockCode: 'A'.repeat(41) }, 'stock code cannot be a product id'],
  ])('skips %j, because: %s', (change, reason) => {
    const day = dayOf('day', [row(change)]);
    expect(day).toMatchObject({ invoices: [], products: [], skipped: [{ line: 2, reason }] });
  });

  it('skips an invoice that no order can hold', () => {
    const long = Array.from({ length: 2_001 }, (_, index) => row({ line: index + 2 }));
    expect(dayOf('day', long).invoices).toEqual([]);
    expect(dayOf('day', long).skipped[2_000]).toEqual({
      line: 2_002,
      reason: 'invoice has over 2,000 lines',
    });
    expect(dayOf('day', long.slice(1)).invoices).toHaveLength(1);
    const dear = Array.from({ length: 91 }, () =>
      row({ quantity: 1_000_000, unitPrice: 100_000_000 }),
    );
    expect(dayOf('day', dear).skipped).toHaveLength(91);
  });

  it('refuses an invoice of two customers, naming both lines', () => {
    const rows = [row(), row({ line: 3, customer: undefined })];
    expect(() => dayOf('day.csv', rows)).toThrow(
      'day.csv:3: invoice 536365 is of a guest, but on line 2 of customer 17850',
    );
  });

  it('drops nothing silently, and its demand is what its invoices ask for', () => {
    const anyRow = fc.record({
      invoice: fc.constantFrom('1', '2', 'C3'),
      stockCode: fc.constantFrom('A', 'a', 'b c'),
      quantity: fc.integer({ min: -2, max: 9 }),
      unitPrice: fc.integer({ min: -2, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (changes) => {
        const day = dayOf(
          'day',
          changes.map((change) => row(change)),
        );
        const items = day.invoices.flatMap((invoice) => invoice.items);
        expect(items.length + day.skipped.length).toBe(changes.length);
        const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(day.products.reduce((sum, { demand }) => sum + demand, 0)).toBe(pieces);
      }),
    );
  });
});

const realDay = '../shared/data/online-retail/2010-12-01.csv';
(existsSync(realDay) ? describe : describe.skip)('the first of December 2010', () => {
  it('has 127 orders in 3,108 rows, the longest of 592 lines', () => {
    const rows = parseCsv(realDay, readFileSync(realDay, 'utf8'));
    const day = dayOf(realDay, rows);
    const lengths = day.invoices.map(({ items }) => items.length);
    expect(rows).toHaveLength(3_108);
    expect(day.invoices).toHaveLength(127);
    expect(Math.max(...lengths)).toBe(592);
    expect(lengths.reduce((sum, length) => sum + length) + day.skipped.length).toBe(3_108);
  });
});
