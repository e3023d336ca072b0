import { createHash } from 'node:crypto';
import type { ContactDetails } from '@waybill/contracts/order-contact';
import type { RequestedItem } from './domain/price-check.ts';

/** A request to buy, as it came. */
export interface OrderRequest extends ContactDetails {
  readonly customerId: string;
  readonly currency: string;
  readonly items: readonly RequestedItem[];
}

/** The id of the order that a customer's `Idempotency-Key` stands for. */
export function orderIdOf(customerId: string, key: string): string {
  return `ord-${digest([customerId, key]).slice(0, 32)}`;
}

/** The id of the basket line that an `Idempotency-Key` stands for. */
export function lineIdOf(orderId: string, key: string): string {
  return digest([orderId, key]).slice(0, 32);
}

/** The same for every body that means the same, whatever the order of its fields. */
export function fingerprintOf({ customerId, currency, items, ...contact }: OrderRequest): string {
  const { email, paymentMethod, shippingAddress: to } = contact;
  const address = [to.name, to.line1, to.line2 ?? null, to.city, to.postalCode, to.country];
  const lines = items.map((i) => [i.productId, i.quantity, i.unitPrice ?? null]);
  return digest([customerId, currency, lines, email, paymentMethod, address]);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
