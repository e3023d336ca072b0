import { Type, type Static } from '@sinclair/typebox';

/** The most lines that one order may have. */
export const maxOrderLines = 2_000;

export const OrderId = Type.String({ pattern: '^ord-[a-z0-9]+$', maxLength: 64 });
/** A known customer, or a guest of one order. */
export const CustomerId = Type.String({ pattern: '^(cust|guest)-[a-z0-9]+$', maxLength: 64 });
/** Case-sensitive. Short, because 2,000 of them travel in one event of at most 256 KB. */
export const ProductId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', maxLength: 40 });
/** ISO 4217. */
export const Currency = Type.String({ pattern: '^[A-Z]{3}$' });
/** Money in the currency's smallest unit (pence, cents), never a fraction. */
export const MinorUnits = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** The price of one piece, in minor units. */
export const UnitPrice = Type.Integer({ minimum: 0, maximum: 100_000_000 });
export const Quantity = Type.Integer({ minimum: 1, maximum: 1_000_000 });
export const Reason = Type.String({ minLength: 1, maxLength: 200 });
/** RFC 3339, UTC, milliseconds. */
export const Instant = Type.String({ format: 'date-time' });

export const OrderItem = Type.Object({
  productId: ProductId,
  quantity: Quantity,
  unitPrice: UnitPrice,
});
export type OrderItem = Static<typeof OrderItem>;

/** So many pieces of a product. */
export const ProductQuantity = Type.Object({ productId: ProductId, quantity: Quantity });
export type ProductQuantity = Static<typeof ProductQuantity>;

export const OrderStatus = Type.Union([
  Type.Literal('draft'),
  Type.Literal('placed'),
  Type.Literal('confirmed'),
  Type.Literal('shipped'),
  Type.Literal('cancelled'),
]);
export type OrderStatus = Static<typeof OrderStatus>;
