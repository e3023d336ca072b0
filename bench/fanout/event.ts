import type { OrderUpdate } from '@waybill/contracts/live-protocol';

/** The `n`th event: some orders move again and again, each time to another version. */
export function eventOf(n: number): OrderUpdate {
  return {
    orderId: `ord-${1_000 + (n % 100)}`,
    status: 'confirmed',
    version: 1 + Math.floor(n / 100),
    occurredAt: '2026-01-01T00:00:00.000Z',
  };
}

/** An event as a frame, the same for every contender. */
export function frameOf(n: number): object {
  return { type: 'updates', topic: 'orders', updates: [eventOf(n)] };
}
