import type { Commit } from '@waybill/kernel/commit';
import { messageId } from '@waybill/kernel/commit';

/** One thing that happened to an order, in whichever service. */
export interface StoryEntry {
  readonly service: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly eventId: string;
  readonly kind: string;
  readonly type: string;
  readonly data: unknown;
  /** RFC 3339. */
  readonly committedAt: string;
  /** Since the commit before. */
  readonly sincePreviousMs: number;
  readonly correlationId: string;
  readonly causationId?: string;
}

/** Where a service keeps what it has to do with an order. Logical names. */
export interface Chapter {
  readonly service: string;
  readonly table: string;
  readonly aggregateId: (orderId: string) => string;
}

/** Every aggregate that an order has, by the ids that the services give them. */
export const chapters: readonly Chapter[] = [
  { service: 'orders', table: 'order-commits', aggregateId: (orderId) => orderId },
  {
    service: 'fulfilment',
    table: 'fulfilment-commits',
    aggregateId: (orderId) => `saga-${orderId}`,
  },
  {
    service: 'inventory',
    table: 'inventory-commits',
    aggregateId: (orderId) => `reservation-${orderId}`,
  },
  { service: 'payments', table: 'payment-commits', aggregateId: (orderId) => `payment-${orderId}` },
  {
    service: 'shipping',
    table: 'shipment-commits',
    aggregateId: (orderId) => `shipment-${orderId}`,
  },
  ...['received', 'shipped', 'cancelled'].map((kind): Chapter => ({
    ...{ service: 'notifications', table: 'mail-commits' },
    aggregateId: (orderId) => `mail-${orderId}-${kind}`,
  })),
];

/**
 * An order's whole story by the clocks of those who committed, which may differ by some milliseconds between pods; within
 * an aggregate, by version.
 */
export function storyOf(
  parts: readonly { readonly service: string; readonly commits: readonly Commit[] }[],
): StoryEntry[] {
  const all = parts
    .flatMap(({ service, commits }) => commits.map((commit) => ({ service, commit })))
    .sort(
      (one, other) => Date.parse(one.commit.committedAt) - Date.parse(other.commit.committedAt),
    );
  return all.flatMap(({ service, commit }, index) => {
    const { aggregateId, version, committedAt, correlationId, causationId } = commit;
    const before = all[index - 1]?.commit.committedAt ?? committedAt;
    const sinceMs = Date.parse(committedAt) - Date.parse(before);
    return commit.entries.map(({ kind, type, data }, place) => ({
      ...{ service, aggregateId, version, eventId: messageId(commit, place), kind, type, data },
      ...{ committedAt, sincePreviousMs: place === 0 ? sinceMs : 0, correlationId },
      ...(causationId !== undefined && { causationId }),
    }));
  });
}
