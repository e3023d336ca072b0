import { describeDay } from './describe-day.ts';
import { reconcile } from './reconcile.ts';
import { report } from './report.ts';
import { rightFacts, rightOrder } from './some-facts.ts';
import { timingOf } from './timing.ts';

const orders = Array.from({ length: 20 }, (_, index) => rightOrder(index + 1, 1_250));

describe('the report', () => {
  it('adds up a day that reconciles', () => {
    expect(report(rightFacts(orders), [], 0)).toEqual([
      '',
      'Orders     20 shipped',
      'Money      500.00 GBP charged = 500.00 GBP of shipped orders',
      'Stock      48 at the start = 5 available + 0 reserved + 43 sold, over 1 product',
      'Per order  20 charges, 20 shipments, 20 confirmation mails for 20 orders',
      'Timing     20.0 s from the first POST to the last shipped, 1.0 orders/s',
      '           placed to shipped: p50 10.00 s, p95 19.00 s',
      '',
      'Reconciled: 20 orders.',
    ]);
  });

  it('lists each mismatch with its invoice', () => {
    const facts = rightFacts([{ ...rightOrder(1, 5), charges: [] }, rightOrder(2, 5, false)]);
    const lines = report(facts, reconcile(facts), 3).join('\n');
    expect(lines).toContain(
      '1 shipped, 1 cancelled\n             ord-2 is cancelled: payment-declined',
    );
    expect(lines).toContain('0.00 GBP charged ≠ 0.10 GBP of shipped orders');
    expect(lines).toContain('3 calls made again');
    expect(lines).toContain('1 mismatch:\n  ord-1 (invoice 1) has no charge instead of 1');
  });

  it('has no timing where nothing was shipped', () => {
    expect(timingOf([rightOrder(1, 5, false)])).toBeUndefined();
  });
});

describe('the description of a day', () => {
  it('counts what is skipped, by reason', () => {
    const skipped = [3, 4, 5, 6, 7, 8].map((line) => ({ line, reason: 'credit note' }));
    const free = { line: 9, reason: 'price is zero or negative' };
    const invoices = orders.slice(0, 1).map(({ placed }) => placed.invoice);
    const day = { name: 'day.csv', products: [], invoices, skipped: [free, ...skipped] };
    expect(describeDay(day)).toEqual([
      'day.csv',
      '  1 order (0 by guests) of 1 line, 0 products, 25.00 GBP',
      '  7 rows not replayed:',
      '      6  credit note (lines 3, 4, 5, 6, 7, …)',
      '      1  price is zero or negative (line 9)',
      '',
    ]);
  });
});
