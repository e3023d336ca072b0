import type { OrderItem, OrderStatus } from '@waybill/contracts/values';

/** An order as `GET /orders/:id` shows it. Money is in minor units. */
export interface Order {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly items: readonly OrderItem[];
  readonly total: number;
  readonly currency: string;
  readonly version: number;
  readonly trackingNumber?: string;
  readonly cancelReason?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What happened to an order, from its own history. */
export interface OrderEvent {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
}

/** `GET /orders/:id/history`, which is folded from the commits and never behind. */
export interface OrderHistory {
  readonly events: readonly OrderEvent[];
  readonly state: Order;
}

/** The lines of a basket or order, each product once. */
export function linesOf(items: readonly OrderItem[]): OrderItem[] {
  const lines = new Map<string, OrderItem>();
  for (const item of items) {
    const key = `${item.productId} ${item.unitPrice}`;
    const line = lines.get(key);
    lines.set(key, line ? { ...line, quantity: line.quantity + item.quantity } : item);
  }
  return [...lines.values()];
}

export const piecesIn = (items: readonly OrderItem[]): number =>
  items.reduce((sum, { quantity }) => sum + quantity, 0);
