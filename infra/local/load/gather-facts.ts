import { growingPauseMs } from './clock.ts';
import type { Facts, OrderFacts, StockFacts } from './facts.ts';
import { inParallel } from './in-parallel.ts';
import type { Placed, Refused } from './place-orders.ts';
import { shown } from './progress.ts';
import { reconcile } from './reconcile.ts';
import type { Run } from './run.ts';
import type { Stocked } from './stock-up.ts';

const longestPauseMs = 2_000;

/** What the run has done, and its facts are about. */
interface Done {
  readonly refused: readonly Refused[];
  readonly placed: readonly Placed[];
  readonly stocked: readonly Stocked[];
}

/**
 * Looks at every order and every product, and again at those where something may only be late, until the deadline
 * (milliseconds since 1970).
 */
export async function gatherFacts(run: Run, done: Done, deadline: number): Promise<Facts> {
  const total = done.placed.length + done.stocked.length;
  return shown(run.progress, ['Reconciling', total], async (reach) => {
    let facts = await lookAtAll(run, done, reach);
    for (let round = 0; ; round++) {
      const late = reconcile(facts).filter(({ mayBeLate }) => mayBeLate);
      const again = new Set(late.map(({ about }) => about));
      reach(total - again.size);
      if (again.size === 0 || run.clock.now() >= deadline) return facts;
      await run.clock.sleep(growingPauseMs(round, longestPauseMs));
      facts = await lookAgain(run, facts, again);
    }
  });
}

async function lookAtAll(
  run: Run,
  { refused, placed, stocked }: Done,
  reach: (seen: number) => void,
): Promise<Facts> {
  let seen = 0;
  const counted = async <T>(look: Promise<T>): Promise<T> => {
    const facts = await look;
    reach(++seen);
    return facts;
  };
  const { concurrency } = run;
  const orders = await inParallel(placed, concurrency, (one) => counted(lookAt(run, one)));
  const stock = await inParallel(stocked, concurrency, (one) => counted(lookAtStock(run, one)));
  return { refused, orders, stock };
}

async function lookAgain(
  run: Run,
  { refused, orders, stock }: Facts,
  late: ReadonlySet<string>,
): Promise<Facts> {
  return {
    refused,
    orders: await inParallel(orders, run.concurrency, async (one) =>
      late.has(one.placed.orderId) ? lookAt(run, one.placed) : one,
    ),
    stock: await inParallel(stock, run.concurrency, async (one) =>
      late.has(one.productId) ? lookAtStock(run, one) : one,
    ),
  };
}

async function lookAt({ shop }: Run, placed: Placed): Promise<OrderFacts> {
  const { orderId } = placed;
  const order = await shop.order(orderId);
  const [charges, shipments, mails] = await Promise.all([
    shop.charges(orderId),
    shop.shipments(orderId),
    shop.mails(orderId),
  ]);
  return { placed, order, charges, shipments, mails };
}

async function lookAtStock({ shop }: Run, stocked: Stocked): Promise<StockFacts> {
  return { ...stocked, after: await shop.stock(stocked.productId) };
}
