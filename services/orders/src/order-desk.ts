import { createHash } from 'node:crypto';
import type { ContactDetails, OrderContact } from '@waybill/contracts/order-contact';
import { Rejection } from '@waybill/kernel/failure';
import type { Aggregate, Standing } from '@waybill/runtime/aggregate';
import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';
import type { Order, OrderCommand, OrderDetails } from './domain/order.ts';
import type { OrderEvent } from './domain/order-facts.ts';
import type { RequestedItem } from './domain/price-check.ts';
import { totalOf } from './domain/total.ts';
import type { PriceList } from './price-list.ts';

/** A request to buy, as it came. */
export interface OrderRequest extends ContactDetails {
  readonly customerId: string;
  readonly currency: string;
  readonly items: readonly RequestedItem[];
}

/** Which request a contact came with: two requests of one key never mix. */
export interface KeptContact {
  readonly fingerprint?: string;
}

/** What a customer is told after each step. */
export interface Receipt {
  readonly orderId: string;
  readonly status: Order['status'];
  readonly total: number;
  readonly version: number;
}

/** Takes orders. */
export class OrderDesk {
  readonly #platform: Platform;
  readonly #orders: Aggregate<Order, OrderCommand, OrderEvent>;
  readonly #prices: PriceList;
  readonly #contacts: Table<OrderContact & KeptContact>;

  constructor(
    platform: Platform,
    adapters: {
      orders: Aggregate<Order, OrderCommand, OrderEvent>;
      prices: PriceList;
      contacts: Table<OrderContact & KeptContact>;
    },
  ) {
    this.#platform = platform;
    this.#orders = adapters.orders;
    this.#prices = adapters.prices;
    this.#contacts = adapters.contacts;
  }

  /** Places an order at once. With a key, the order's id is derived from it, and so the commit is the record of the request. */
  async place(request: OrderRequest, mayAgree: boolean, key?: string): Promise<Receipt> {
    const { customerId, currency } = request;
    const orderId = key === undefined ? this.#newOrderId() : orderIdOf(customerId, key);
    const fingerprint = key === undefined ? undefined : fingerprintOf(request);
    try {
      const items = await this.#prices.price(request.items, currency, mayAgree);
      const details: OrderDetails = { orderId, customerId, currency, items, fingerprint };
      totalOf(items);
      await this.#keepContact({ ...request, orderId, fingerprint });
      await this.#orders.execute(orderId, { type: 'place', ...details }, true);
      return { orderId, status: 'placed', total: totalOf(items), version: 1 };
    } catch (error) {
      if (fingerprint === undefined || !(error instanceof Rejection)) throw error;
      // The same request may have been accepted when prices were others: it gets the same answer.
      const earlier = await this.#earlier(orderId, fingerprint);
      if (earlier) return earlier;
      throw error;
    }
  }

  /** Begins a basket. */
  async create(customerId: string, currency: string): Promise<Receipt> {
    const orderId = this.#newOrderId();
    const command = { type: 'create', orderId, customerId, currency } as const;
    return receipt(orderId, await this.#orders.execute(orderId, command, true));
  }

  /** Puts a line into a basket. */
  async addItem(orderId: string, item: RequestedItem, mayAgree: boolean): Promise<Receipt> {
    const { state } = await this.#orders.load(orderId);
    if (state.status === 'new') throw new Rejection('order-is-unknown');
    const [line] = await this.#prices.price([item], state.currency, mayAgree);
    if (!line) throw new Error('a line has lost its price');
    return this.#do(orderId, { type: 'add-item', item: line });
  }

  /** Takes every line of a product out of a basket. */
  removeItem(orderId: string, productId: string): Promise<Receipt> {
    return this.#do(orderId, { type: 'remove-item', productId });
  }

  /** Buys what is in the basket, at the prices of today. */
  async checkOut(orderId: string, contact: ContactDetails, mayAgree: boolean): Promise<Receipt> {
    const { state } = await this.#orders.load(orderId);
    if (state.status === 'draft') {
      await this.#prices.price(state.items, state.currency, mayAgree);
      await this.#contacts.put({ ...contact, orderId, customerId: state.customerId });
    }
    return this.#do(orderId, { type: 'check-out' });
  }

  /** Cancels, unless it has shipped. */
  cancel(orderId: string, reason: string): Promise<Receipt> {
    return this.#do(orderId, { type: 'cancel', reason });
  }

  async #do(orderId: string, command: OrderCommand): Promise<Receipt> {
    return receipt(orderId, await this.#orders.execute(orderId, command));
  }

  /** The contact is there before anybody can hear of the order. That of another request under the same key is left alone. */
  async #keepContact(contact: OrderContact & KeptContact & { items?: unknown }): Promise<void> {
    const { orderId, customerId, email, shippingAddress, paymentMethod, fingerprint } = contact;
    const item = { orderId, customerId, email, shippingAddress, paymentMethod, fingerprint };
    if (fingerprint === undefined) {
      await this.#contacts.put(item);
      return;
    }
    const stored = await this.#contacts.put(item, { absent: 'orderId' });
    if (stored === 'stored') return;
    const kept = await this.#contacts.get({ orderId }, { consistent: true });
    if (kept && kept.fingerprint !== fingerprint) throw new Rejection('idempotency-key-reused');
  }

  async #earlier(orderId: string, fingerprint: string): Promise<Receipt | undefined> {
    const { state } = await this.#orders.load(orderId);
    if (state.status === 'new') return undefined;
    if (state.fingerprint !== fingerprint) throw new Rejection('idempotency-key-reused');
    return { orderId, status: 'placed', total: totalOf(state.items), version: 1 };
  }

  #newOrderId(): string {
    return `ord-${this.#platform.newId().replaceAll('-', '')}`;
  }
}

function receipt(orderId: string, { state, version }: Standing<Order>): Receipt {
  const items = state.status === 'new' ? [] : state.items;
  return { orderId, status: state.status, total: totalOf(items), version };
}

function orderIdOf(customerId: string, key: string): string {
  return `ord-${digest([customerId, key]).slice(0, 32)}`;
}

/** The same for every body that means the same, whatever the order of its fields. */
function fingerprintOf({ customerId, currency, items, ...contact }: OrderRequest): string {
  const { email, paymentMethod, shippingAddress: to } = contact;
  const address = [to.name, to.line1, to.line2 ?? null, to.city, to.postalCode, to.country];
  const lines = items.map((i) => [i.productId, i.quantity, i.unitPrice ?? null]);
  return digest([customerId, currency, lines, email, paymentMethod, address]);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
