import { Quantity } from '@waybill/contracts/values';
import type { StockLevel } from './answers.ts';
import { inParallel } from './in-parallel.ts';
import type { Product } from './product.ts';
import { shown } from './progress.ts';
import type { Run } from './run.ts';

/** A product that is listed and stocked for the day. */
export interface Stocked {
  readonly productId: string;
  /** What stood there before the run. */
  readonly before: StockLevel;
  /** Pieces that the run brought. */
  readonly received: number;
}

const largestReceipt = Quantity.maximum ?? Infinity;

/** Lists every product at its price, and brings as many pieces of it as the day takes. */
export async function stockUp(run: Run, products: readonly Product[]): Promise<Stocked[]> {
  let done = 0;
  return shown(run.progress, ['Stocking products', products.length], (reach) =>
    inParallel(products, run.concurrency, async (product) => {
      const stocked = await stock(run, product);
      reach(++done);
      return stocked;
    }),
  );
}

async function stock({ shop, runId }: Run, product: Product): Promise<Stocked> {
  const { productId, name, unitPrice, demand } = product;
  const before = await shop.stock(productId);
  await shop.listProduct(productId, name, unitPrice);
  for (let received = 0; received < demand; received += largestReceipt) {
    const quantity = Math.min(demand - received, largestReceipt);
    await shop.receiveStock(productId, quantity, `load-${runId}-${productId}-${received}`);
  }
  return { productId, before, received: demand };
}
