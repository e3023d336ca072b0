import {
  ItemAdded,
  ItemRemoved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderPlaced,
  OrderShipped,
} from '@waybill/contracts/order-events';
import { maxOrderLines, type OrderItem } from '@waybill/contracts/values';
import type { Decider } from '@waybill/kernel/decider';
import { Rejection } from '@waybill/kernel/failure';
import { OrderRequested, PriceAgreed, type OrderEvent } from './order-facts.ts';
import { announcing } from './status-change.ts';
import { totalOf } from './total.ts';

/** What is known of an order from its first fact on. */
export interface OrderDetails {
  readonly orderId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly items: readonly OrderItem[];
  readonly fingerprint?: string;
  /** Prices that staff have agreed for this order. */
  readonly agreed?: readonly Price[];
  /** Every line that was ever put into the basket. */
  readonly added?: readonly BasketLine[];
}

/** A line of a basket; asked for twice under one id, it is put in once. */
interface BasketLine {
  readonly lineId: string;
  readonly item: OrderItem;
}

type Price = Pick<OrderItem, 'productId' | 'unitPrice'>;

export type Order =
  | { readonly status: 'new' }
  | (OrderDetails & {
      readonly status: 'draft' | 'placed' | 'confirmed' | 'shipped' | 'cancelled';
    });

type Create = Pick<OrderDetails, 'orderId' | 'customerId' | 'currency'>;

export type OrderCommand =
  | ({ readonly type: 'create' } & Create)
  | (BasketLine & { readonly type: 'add-item'; readonly isAgreed?: boolean })
  | { readonly type: 'remove-item'; readonly productId: string }
  | { readonly type: 'check-out' }
  | ({ readonly type: 'place' } & OrderDetails)
  | { readonly type: 'confirm' }
  | { readonly type: 'ship'; readonly trackingNumber: string }
  | { readonly type: 'cancel'; readonly reason: string }
  /** The saga's wish to cancel: a shipped order stands, and it has heard so. */
  | { readonly type: 'abandon'; readonly reason: string };

/** An order, from basket to doorstep. It arbitrates: whichever of ship and cancel is committed first wins. */
export const order: Decider<Order, OrderCommand, OrderEvent> = {
  initial: { status: 'new' },
  decide: (command, state) => announcing(state, decide(command, state), evolve),
  evolve,
};

function decide(command: OrderCommand, state: Order): OrderEvent[] {
  if (command.type === 'create') return state.status === 'new' ? [OrderCreated(command)] : [];
  if (command.type === 'place') return place(command, state);
  if (state.status === 'new') throw new Rejection('order-is-unknown');
  switch (command.type) {
    case 'add-item':
      return addItem(command, state);
    case 'remove-item':
      requireDraft(state);
      if (!state.items.some(({ productId }) => productId === command.productId)) return [];
      return [ItemRemoved({ ...state, productId: command.productId })];
    case 'check-out':
      if (state.status === 'cancelled') throw new Rejection('order-is-cancelled');
      return state.status === 'draft' ? [placed(state)] : [];
    case 'confirm':
      return state.status === 'placed' ? [OrderConfirmed(state)] : [];
    case 'ship':
      return ship(state, command.trackingNumber);
    case 'cancel':
      if (state.status === 'shipped') throw new Rejection('order-is-shipped');
      return state.status === 'cancelled' ? [] : [OrderCancelled({ ...state, ...command })];
    case 'abandon':
      if (state.status === 'shipped' || state.status === 'cancelled') return [];
      return [OrderCancelled({ ...state, ...command })];
  }
}

function addItem(
  { lineId, item, isAgreed: isPriceAgreed }: BasketLine & { readonly isAgreed?: boolean },
  state: OrderDetails & Order,
): OrderEvent[] {
  const known = state.added?.find((line) => line.lineId === lineId)?.item;
  if (known) {
    const isSame = known.productId === item.productId && known.quantity === item.quantity;
    if (!isSame) throw new Rejection('idempotency-key-reused');
    return [];
  }
  requireDraft(state);
  if (state.items.length >= maxOrderLines) throw new Rejection('order-has-too-many-lines');
  totalOf([...state.items, item]);
  const added = ItemAdded({ ...state, lineId, item });
  return isPriceAgreed ? [added, PriceAgreed(item)] : [added];
}

function place(details: OrderDetails, state: Order): OrderEvent[] {
  if (state.status !== 'new') {
    if (state.fingerprint !== details.fingerprint) throw new Rejection('idempotency-key-reused');
    return [];
  }
  const { fingerprint } = details;
  const event = placed(details);
  return fingerprint === undefined ? [event] : [event, OrderRequested({ fingerprint })];
}

function placed(details: OrderDetails): OrderEvent {
  if (details.items.length === 0) throw new Rejection('order-is-empty');
  return OrderPlaced({ ...details, items: [...details.items], total: totalOf(details.items) });
}

function ship(state: OrderDetails & Order, trackingNumber: string): OrderEvent[] {
  if (state.status === 'shipped' || state.status === 'cancelled') return []; // what was first stands; fulfilment hears it
  if (state.status === 'draft') throw new Rejection('order-is-not-placed');
  const shipped = OrderShipped({ ...state, trackingNumber, total: totalOf(state.items) });
  return state.status === 'placed' ? [OrderConfirmed(state), shipped] : [shipped]; // facts overtake each other
}

/** Whether staff have agreed the line's price. */
export function isAgreed({ agreed = [] }: Pick<OrderDetails, 'agreed'>, line: Price): boolean {
  return agreed.some(
    ({ productId, unitPrice }) => productId === line.productId && unitPrice === line.unitPrice,
  );
}

function requireDraft(state: Order): void {
  if (state.status !== 'draft') throw new Rejection('order-is-not-a-draft');
}

function evolve(state: Order, event: OrderEvent): Order {
  if (event.type === 'OrderCreated') return { ...event.data, status: 'draft', items: [] };
  if (event.type === 'OrderPlaced') {
    const added = state.status === 'new' ? undefined : state.added;
    return { ...event.data, added, status: 'placed' };
  }
  if (state.status === 'new') return state;
  switch (event.type) {
    case 'OrderRequested':
      return { ...state, fingerprint: event.data.fingerprint };
    case 'ItemAdded':
      return {
        ...state,
        items: [...state.items, event.data.item],
        added: [...(state.added ?? []), event.data],
      };
    case 'PriceAgreed':
      return { ...state, agreed: [...(state.agreed ?? []), event.data] };
    case 'ItemRemoved': {
      const items = state.items.filter(({ productId }) => productId !== event.data.productId);
      return { ...state, items };
    }
    case 'OrderConfirmed':
      return { ...state, status: 'confirmed' };
    case 'OrderShipped':
      return { ...state, status: 'shipped' };
    case 'OrderCancelled':
      return { ...state, status: 'cancelled' };
    case 'OrderStatusChanged':
      return state;
  }
}
