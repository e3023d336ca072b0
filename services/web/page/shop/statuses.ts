import type { OrderStatus } from '@waybill/contracts/values';

interface Told {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly version: number;
}

/** The newest status of each order that the gateway has told of. */
export type Statuses = ReadonlyMap<string, Told>;

/** Of two for one order, the higher version is the newer, in whatever order they come. */
export function withUpdates(statuses: Statuses, updates: readonly Told[]): Statuses {
  const all = new Map(statuses);
  for (const update of updates) {
    if (update.version > (all.get(update.orderId)?.version ?? -1)) all.set(update.orderId, update);
  }
  return all;
}
