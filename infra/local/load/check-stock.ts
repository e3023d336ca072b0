import type { StockFacts } from './facts.ts';
import type { Mismatch } from './mismatch.ts';

/**
 * What is wrong with one product's stock, once every order is terminal. `shipped` is how many pieces of it the
 * shipped orders took.
 */
export function checkStock(facts: StockFacts, shipped: number): Mismatch[] {
  const { productId, before, after } = facts;
  const mismatches = checkBalance(facts);
  const late = (text: string) => mismatches.push({ about: productId, text, mayBeLate: true });
  if (after.available < 0) late(`has ${after.available} pieces available`);
  if (after.reserved !== 0) {
    late(`still has ${after.reserved} reserved (${before.reserved} before the run)`);
  }
  const sold = after.sold - before.sold;
  if (sold !== shipped) late(`counts ${sold} as sold, but the shipped orders took ${shipped}`);
  return mismatches;
}

/** Nothing of what was there or was brought may be lost or made up, at whatever time one looks. */
export function checkBalance({ productId, before, received, after }: StockFacts): Mismatch[] {
  const start = before.available + before.reserved + before.sold + received;
  const { available, reserved, sold } = after;
  const now = available + reserved + sold;
  if (now === start) return [];
  const parts = `${available} available + ${reserved} reserved + ${sold} sold = ${now}`;
  return [{ about: productId, text: `${parts}, not ${start} as at the start`, mayBeLate: true }];
}
