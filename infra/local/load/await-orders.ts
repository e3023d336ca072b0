import type { Order } from './answers.ts';
import { growingPauseMs } from './clock.ts';
import { inParallel } from './in-parallel.ts';
import type { Placed } from './place-orders.ts';
import { shown } from './progress.ts';
import type { Run } from './run.ts';

const longestPauseMs = 2_000;

/** Whether nothing more will happen to an order. */
export function isTerminal(order: Order | undefined): boolean {
  return order?.status === 'shipped' || order?.status === 'cancelled';
}

/** Waits until every order is shipped or cancelled, or until the deadline (milliseconds since 1970). */
export async function awaitOrders(
  { shop, clock, concurrency, progress }: Run,
  placed: readonly Placed[],
  deadline: number,
): Promise<void> {
  await shown(progress, ['Waiting for orders', placed.length], async (reach) => {
    let open = placed;
    for (let round = 0; ; round++) {
      const looks = await inParallel(open, concurrency, ({ orderId }) => shop.order(orderId));
      open = open.filter((_, index) => !isTerminal(looks[index]));
      reach(placed.length - open.length);
      if (open.length === 0 || clock.now() >= deadline) return;
      await clock.sleep(growingPauseMs(round, longestPauseMs));
    }
  });
}
