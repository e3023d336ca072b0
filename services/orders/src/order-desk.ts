import {
  orderContactsTable,
  type ContactDetails,
  type OrderContact,
} from '@waybill/contracts/order-contact';
import { Rejection } from '@waybill/kernel/failure';
import type { Aggregate, Standing } from '@waybill/runtime/aggregate';
import type { Platform } from '@waybill/runtime/platform';
import type { Table } from '@waybill/runtime/table';
import type { Write } from '@waybill/runtime/writes';
import { isAgreed, type Order, type OrderCommand, type OrderDetails } from './domain/order.ts';
import type { OrderEvent } from './domain/order-facts.ts';
import type { RequestedItem } from './domain/price-check.ts';
import { totalOf } from './domain/total.ts';
import { fingerprintOf, lineIdOf, orderIdOf, type OrderRequest } from './order-request.ts';
import type { PriceList } from './price-list.ts';

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
      const { state } = await this.#orders.execute(orderId, { type: 'place', ...details }, true);
      return asPlaced(orderId, state);
    } catch (error) {
      if (fingerprint === undefined || !(error instanceof Rejection)) throw error;
      // The same request may have been accepted when prices were others: it gets the same answer.
      const { state } = await this.#orders.load(orderId);
      if (state.status === 'new') throw error;
      if (state.fingerprint !== fingerprint) throw new Rejection('idempotency-key-reused');
      return asPlaced(orderId, state);
    }
  }

  /** Begins a basket. */
  async create(customerId: string, currency: string): Promise<Receipt> {
    const orderId = this.#newOrderId();
    const command = { type: 'create', orderId, customerId, currency } as const;
    return receipt(orderId, await this.#orders.execute(orderId, command, true));
  }

  /** Puts a line into a basket; with a key, once. */
  async addItem(
    orderId: string,
    item: RequestedItem,
    mayAgree: boolean,
    key?: string,
  ): Promise<Receipt> {
    const { state } = await this.#orders.load(orderId);
    if (state.status === 'new') throw new Rejection('order-is-unknown');
    const [line] = await this.#prices.price([item], state.currency, mayAgree);
    if (!line) throw new Error('a line has lost its price');
    const isAgreed = mayAgree && item.unitPrice !== undefined;
    const lineId = key === undefined ? this.#platform.newId() : lineIdOf(orderId, key);
    return this.#do(orderId, { type: 'add-item', lineId, item: line, isAgreed });
  }

  /** Takes every line of a product out of a basket. */
  removeItem(orderId: string, productId: string): Promise<Receipt> {
    return this.#do(orderId, { type: 'remove-item', productId });
  }

  /** Buys what is in the basket, at today's prices or at those that staff have agreed. The contact is stored with it. */
  async checkOut(orderId: string, contact: ContactDetails, mayAgree: boolean): Promise<Receipt> {
    const { state } = await this.#orders.load(orderId);
    if (state.status === 'new') throw new Rejection('order-is-unknown');
    if (state.status === 'draft') {
      const open = state.items.filter((item) => !isAgreed(state, item));
      await this.#prices.price(open, state.currency, mayAgree);
    }
    const { email, shippingAddress, paymentMethod } = contact;
    const item = { orderId, customerId: state.customerId, email, shippingAddress, paymentMethod };
    return this.#do(orderId, { type: 'check-out' }, [
      { kind: 'put', table: orderContactsTable, item },
    ]);
  }

  /** Cancels, unless it has shipped. */
  cancel(orderId: string, reason: string): Promise<Receipt> {
    return this.#do(orderId, { type: 'cancel', reason });
  }

  async #do(
    orderId: string,
    command: OrderCommand,
    beside: readonly Write[] = [],
  ): Promise<Receipt> {
    return receipt(orderId, await this.#orders.execute(orderId, command, false, beside));
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

  #newOrderId(): string {
    return `ord-${this.#platform.newId().replaceAll('-', '')}`;
  }
}

function receipt(orderId: string, { state, version }: Standing<Order>): Receipt {
  const items = state.status === 'new' ? [] : state.items;
  return { orderId, status: state.status, total: totalOf(items), version };
}

/** The answer to the request that placed it, whatever has become of the order since. */
function asPlaced(orderId: string, state: Order): Receipt {
  const items = state.status === 'new' ? [] : state.items;
  return { orderId, status: 'placed', total: totalOf(items), version: 1 };
}
