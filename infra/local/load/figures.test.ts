import { describeFigures, differences, figuresOf } from './figures.ts';
import { rightOrder } from './some-facts.ts';

const wanted = figuresOf([rightOrder(1, 100), rightOrder(2, 250, false)]);

describe('the figures of orders', () => {
  it('are sums over the invoices and what became of them', () => {
    expect(wanted).toEqual([
      {
        ...{ currency: 'GBP', orders: 2, revenue: 700, shipped: 1, cancelled: 1 },
        ...{ cancelledRevenue: 500, open: 0, rate: 0.5, timed: 1 },
        bestSellers: [{ productId: 'A', quantity: 4, revenue: 700 }],
      },
    ]);
    expect(describeFigures(wanted)).toBe(
      '2 orders of 7.00 GBP, 1 shipped (50.0 %), 1 cancelled, best seller A with 4 pieces',
    );
  });

  it('differ in nothing from themselves', () => {
    expect(differences(wanted, wanted)).toEqual([]);
    expect(differences([], [])).toEqual([]);
  });

  it.each([
    ['an order that is counted twice', { orders: 3 }, 'orders: 3 instead of 2'],
    ['a shipment that took no time', { timed: 0 }, 'timed: 0 instead of 1'],
    ['a product that is not counted', { bestSellers: [] }, 'nothing instead of A (4 for 700)'],
  ])('differ in %s', (_, change, problem) => {
    const counted = wanted.map((each) => ({ ...each, ...change }));
    expect(differences(wanted, counted).join()).toContain(problem);
  });

  it('differ in a currency that is missing, or that nobody paid in', () => {
    expect(differences(wanted, [])).toEqual(['GBP is missing']);
    expect(differences([], wanted)).toEqual(['GBP was not sold in']);
  });
});
