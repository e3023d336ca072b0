import type { OrderEvent } from './order.ts';

/**
 * `undone`: was done, and is given back because the order was cancelled. `released`: it is not known whether it was done;
 * if so, it is given back.
 */
export type StepState = 'done' | 'doing' | 'waiting' | 'failed' | 'undone' | 'released' | 'skipped';

/** One step of an order's way, and when it was known to be done. */
export interface Step {
  readonly name: 'placed' | 'stock' | 'payment' | 'shipping';
  readonly state: StepState;
  readonly at?: string;
}

/** Which step a cancellation's reason speaks of. Codes of stock, providers and the saga; others are people's own words. */
const failedAt: Readonly<Record<string, Step['name']>> = {
  'insufficient-stock': 'stock',
  'out-of-stock': 'stock',
  'inventory-is-overdue': 'stock',
  'card-declined': 'payment',
  'payment-declined': 'payment',
  declined: 'payment',
  'unknown-payment-method': 'payment',
  'no-payment-method': 'payment',
  'payment-is-overdue': 'payment',
  'undeliverable-address': 'shipping',
  'no-address': 'shipping',
  refused: 'shipping',
  'shipping-is-overdue': 'shipping',
  'completion-is-overdue': 'shipping',
};

const names = ['placed', 'stock', 'payment', 'shipping'] as const;

/**
 * An order's way as its own events tell it. Stock is reserved before money is taken, so that `OrderConfirmed` says both; a
 * cancellation's reason says which step failed, and what was done before it is given back.
 */
export function wayOf(events: readonly OrderEvent[], cancelReason?: string): Step[] {
  const at = (type: string) => events.find((event) => event.type === type)?.occurredAt;
  const placedAt = at('OrderPlaced');
  const confirmedAt = at('OrderConfirmed');
  const shippedAt = at('OrderShipped');
  const cancelledAt = at('OrderCancelled');
  const doneAt = {
    placed: placedAt,
    stock: confirmedAt,
    payment: confirmedAt,
    shipping: shippedAt,
  };
  if (cancelledAt !== undefined) return unwound(doneAt, cancelledAt, cancelReason);
  const current = names.find((name) => doneAt[name] === undefined);
  return names.map((name) => {
    const when = doneAt[name];
    if (when !== undefined) return { name, state: 'done', at: when };
    return { name, state: name === current ? 'doing' : 'waiting' };
  });
}

function unwound(
  doneAt: Readonly<Record<Step['name'], string | undefined>>,
  cancelledAt: string,
  reason = '',
): Step[] {
  const failed = failedAt[reason];
  const failedIndex = failed === undefined ? -1 : names.indexOf(failed);
  return names.map((name, index) => {
    const when = doneAt[name];
    if (name === 'placed') return { name, state: 'done', ...(when && { at: when }) };
    if (name === failed) return { name, state: 'failed', at: cancelledAt };
    const wasDone = when !== undefined || index < failedIndex;
    if (wasDone) return { name, state: 'undone', at: cancelledAt };
    return { name, state: failed === undefined ? 'released' : 'skipped' };
  });
}
