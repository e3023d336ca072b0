import type { Clock } from '../load/clock.ts';
import type { Shop } from '../load/shop.ts';

/** The shop, to which the orders come one after the other over so long, rather than all at once. */
export function pacedShop(
  shop: Shop,
  { clock, overMs, orders }: { clock: Clock; overMs: number; orders: number },
): Shop {
  const seen = new Set<string>();
  let startedAt: number | undefined;
  return {
    ...shop,
    async place(order, key) {
      startedAt ??= clock.now();
      if (!seen.has(key)) {
        const dueAt = startedAt + (seen.size / orders) * overMs;
        seen.add(key);
        await clock.sleep(Math.max(0, dueAt - clock.now()));
      }
      return shop.place(order, key);
    },
  };
}
