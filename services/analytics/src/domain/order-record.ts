import { Type, type Static } from '@sinclair/typebox';
import type { Metadata } from '@waybill/contracts/envelope';
import {
  Currency,
  CustomerId,
  Instant,
  MinorUnits,
  OrderId,
  ProductId,
  type OrderItem,
} from '@waybill/contracts/values';
import { InvalidMessage } from '@waybill/kernel/failure';

const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);

/** One event of an order on the stream: flat, so that every field can be a column. What an event does not say is null. */
export const OrderRecord = Type.Object({
  eventType: Type.String({ minLength: 1 }),
  orderId: OrderId,
  customerId: CustomerId,
  /** Minor units. */
  total: orNull(MinorUnits),
  currency: orNull(Currency),
  /** Lines, not pieces. */
  itemCount: orNull(Type.Integer({ minimum: 0 })),
  /** When it happened, RFC 3339 in UTC. */
  timestamp: Instant,
  source: Type.String({ minLength: 1 }),
  eventId: Type.String({ minLength: 1 }),
  /** JSON: `[{productId, quantity, unitPrice}]`. */
  items: orNull(Type.String()),
  /** What was put into a basket, or taken out. */
  productId: orNull(ProductId),
});
export type OrderRecord = Static<typeof OrderRecord>;

/** What events of an order say, all told. */
export interface OrderData {
  readonly orderId: string;
  readonly customerId: string;
  readonly total?: number;
  readonly currency?: string;
  readonly items?: readonly OrderItem[];
  readonly item?: OrderItem;
  readonly productId?: string;
}

/** The record of an event. @throws InvalidMessage for an instant that there is not, such as a leap second */
export function recordOf(
  event: { readonly type: string; readonly source?: string },
  { orderId, customerId, total, currency, items, item, productId }: OrderData,
  { eventId, occurredAt }: Pick<Metadata, 'eventId' | 'occurredAt'>,
): OrderRecord {
  const atMs = Date.parse(occurredAt);
  if (Number.isNaN(atMs)) throw new InvalidMessage(`${event.type} occurred at no instant`);
  const lines = items ?? (item && [item]);
  return {
    eventType: event.type,
    orderId,
    customerId,
    total: total ?? null,
    currency: currency ?? null,
    itemCount: lines?.length ?? null,
    timestamp: new Date(atMs).toISOString(),
    source: event.source ?? '',
    eventId,
    items: lines ? JSON.stringify(lines) : null,
    productId: productId ?? item?.productId ?? null,
  };
}
