import { Type, type Static, type TSchema } from '@sinclair/typebox';
import {
  Charges,
  Mails,
  Order,
  PlacedOrder,
  read,
  refusal,
  Shipments,
  StockLevel,
  type Charge,
  type Mail,
  type Shipment,
} from './answers.ts';
import type { Client } from './client.ts';
import type { Answer, Call } from './exchange.ts';
import type { OrderRequest } from './order-request.ts';

/** What became of an attempt to place an order. */
export type Placing =
  | { readonly outcome: 'placed'; readonly orderId: string }
  | { readonly outcome: 'refused'; readonly reason: string }
  /** Orders has not heard of a product yet: its replica of the catalogue lags. */
  | { readonly outcome: 'product-unknown' };

/** The shop as its staff see it. Every call throws a `Failure` on an answer that makes no sense. */
export interface Shop {
  listProduct(productId: string, name: string, unitPrice: number): Promise<void>;
  receiveStock(productId: string, quantity: number, reference: string): Promise<void>;
  /** Zeros for a product that was never stocked. */
  stock(productId: string): Promise<StockLevel>;
  place(order: OrderRequest, idempotencyKey: string): Promise<Placing>;
  /** `undefined` while the order cannot be read. */
  order(orderId: string): Promise<Order | undefined>;
  charges(orderId: string): Promise<Charge[]>;
  shipments(orderId: string): Promise<Shipment[]>;
  mails(orderId: string): Promise<Mail[]>;
}

export function createShop(client: Client): Shop {
  const expect = async <T extends TSchema>(schema: T, status: number, call: Call) =>
    read(schema, status, call, await client.call(call));
  const get = <T extends TSchema>(schema: T, path: string): Promise<Static<T>> =>
    expect(schema, 200, { method: 'GET', path });
  const find = async <T extends TSchema>(schema: T, path: string) => {
    const call: Call = { method: 'GET', path };
    const answer = await client.call(call);
    return answer.status === 404 ? undefined : read(schema, 200, call, answer);
  };
  const ledger = (name: string, orderId: string) =>
    `/sandbox/${name}?orderId=${encodeURIComponent(orderId)}`;

  return {
    async listProduct(productId, name, unitPrice) {
      const body = { name, unitPrice, currency: 'GBP' };
      await expect(Type.Unknown(), 200, { method: 'PUT', path: `/products/${productId}`, body });
    },
    async receiveStock(productId, quantity, reference) {
      const path = `/stock/${productId}/receipts`;
      await expect(StockLevel, 201, { method: 'POST', path, body: { quantity, reference } });
    },
    async stock(productId) {
      const level = await find(StockLevel, `/stock/${productId}`);
      return level ?? { available: 0, reserved: 0, sold: 0 };
    },
    async place(order, idempotencyKey) {
      const call: Call = { method: 'POST', path: '/orders', body: order, idempotencyKey };
      const answer = await client.call(call);
      if (isProductUnknown(answer)) return { outcome: 'product-unknown' };
      if (answer.status !== 201) return { outcome: 'refused', reason: refusal(answer) };
      return { outcome: 'placed', orderId: read(PlacedOrder, 201, call, answer).orderId };
    },
    order: (orderId) => find(Order, `/orders/${encodeURIComponent(orderId)}`),
    charges: async (orderId) => (await get(Charges, ledger('charges', orderId))).charges,
    shipments: async (orderId) => (await get(Shipments, ledger('shipments', orderId))).shipments,
    mails: async (orderId) => (await get(Mails, ledger('mail', orderId))).mails,
  };
}

function isProductUnknown({ status, body }: Answer): boolean {
  if (status !== 409 || typeof body !== 'object' || body === null) return false;
  const { type, code } = body as Record<string, unknown>;
  return [type, code].some((name) => typeof name === 'string' && name.includes('product-unknown'));
}
