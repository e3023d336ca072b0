import type { Facts } from '../load/facts.ts';
import { describeFigures, differences, figuresOf, type Figures } from '../load/figures.ts';
import type { Verdict } from './verdict.ts';

/** What analytics has counted equals the sums over the orders that were placed and what became of them. */
export function judgeFigures({ orders }: Facts, counted: readonly Figures[]): Verdict {
  return {
    invariant: 'figures',
    figures: describeFigures(counted),
    problems: differences(figuresOf(orders), counted),
  };
}
