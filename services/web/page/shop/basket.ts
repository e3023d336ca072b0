import type { Api } from '../api/api.ts';
import { ApiProblem } from '../api/problem.ts';
import { Listeners } from '../session/listeners.ts';
import type { Order, OrderHistory } from './order.ts';

/** Where the basket's id is kept, a customer each. */
export interface Keep {
  get(customer: string): string | null;
  set(customer: string, orderId: string | undefined): void;
}

/** What a customer gives to buy. */
export interface Contact {
  readonly email: string;
  readonly shippingAddress: Readonly<Record<string, string>>;
  readonly paymentMethod: string;
}

const currency = 'GBP';

/**
 * The basket is an order that is not placed yet: it is there on every device, priced by the shop, and bought as it stands.
 * It begins with the first thing put into it. Changes are made one after the other, and what is shown is what the last one
 * left.
 */
export class Basket {
  readonly #api: Api;
  readonly #keep: Keep;
  readonly #customer: () => string | undefined;
  readonly #changed = new Listeners();
  #order: Order | undefined;
  /** Keys of what was put in without an answer: tried again under its key, it is put in once. */
  readonly #unanswered = new Map<string, string>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(api: Api, keep: Keep, customer: () => string | undefined) {
    this.#api = api;
    this.#keep = keep;
    this.#customer = customer;
  }

  readonly content = (): Order | undefined => this.#order;
  readonly onChange = (listener: () => void): (() => void) => this.#changed.add(listener);

  /** Looks up the basket of whoever is signed in now. */
  open(): Promise<void> {
    return this.#inTurn(async () => {
      this.#show(undefined);
      await this.#look();
    });
  }

  add(productId: string, quantity = 1): Promise<void> {
    return this.#inTurn(() => this.#put(productId, quantity));
  }

  remove(productId: string): Promise<void> {
    return this.#inTurn(() => this.#take(productId));
  }

  /** So many of a product, and no others of it. */
  setQuantity(productId: string, quantity: number): Promise<void> {
    return this.#inTurn(async () => {
      // What is shown may lack what an answer that was lost has changed.
      await this.#look();
      const now = (this.#order?.items ?? [])
        .filter((item) => item.productId === productId)
        .reduce((sum, item) => sum + item.quantity, 0);
      if (quantity > now) await this.#put(productId, quantity - now);
      if (quantity >= now) return;
      await this.#take(productId);
      if (quantity > 0) await this.#put(productId, quantity);
    });
  }

  /** Buys it. A second call of the same basket buys nothing again: it is placed already. Resolves with the order's id. */
  buy(contact: Contact): Promise<string> {
    return this.#inTurn(async () => {
      const order = this.#order;
      if (!order) throw new Error('there is no basket');
      await this.#api(`/orders/${order.orderId}/place`, { method: 'POST', body: contact });
      this.#keepId(undefined);
      this.#show(undefined);
      return order.orderId;
    });
  }

  async #put(productId: string, quantity: number): Promise<void> {
    const body = { productId, quantity };
    const what = `${this.#customer() ?? ''} ${productId} ${quantity}`;
    const idempotencyKey = this.#unanswered.get(what) ?? crypto.randomUUID();
    this.#unanswered.set(what, idempotencyKey);
    const put = async (orderId: string): Promise<void> => {
      await this.#api(`/orders/${orderId}/items`, { method: 'POST', body, idempotencyKey });
    };
    try {
      // One that could not be looked up is not gone.
      await put(this.#keptId() ?? (await this.#begin()));
    } catch (error) {
      if (isRefusal(error)) this.#unanswered.delete(what);
      // Another tab has bought it, or it is gone: this begins another.
      if (!isNoBasket(error)) throw error;
      await put(await this.#begin());
    }
    this.#unanswered.delete(what);
    await this.#look();
  }

  async #take(productId: string): Promise<void> {
    if (!this.#order) return;
    const path = `/orders/${this.#order.orderId}/items/${encodeURIComponent(productId)}`;
    await this.#api(path, { method: 'DELETE' });
    await this.#look();
  }

  async #begin(): Promise<string> {
    const { orderId } = await this.#api<{ orderId: string }>('/orders/drafts', {
      ...{ method: 'POST', body: { currency } },
    });
    this.#keepId(orderId);
    return orderId;
  }

  /** By the history, which is never behind what was just written. */
  async #look(): Promise<void> {
    const orderId = this.#keptId();
    if (orderId === undefined) return;
    try {
      const { state } = await this.#api<OrderHistory>(`/orders/${orderId}/history`);
      if (state.status === 'draft') this.#show(state);
      else this.#forget();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
      this.#forget();
    }
  }

  #forget(): void {
    this.#keepId(undefined);
    this.#show(undefined);
  }

  #keptId(): string | undefined {
    const customer = this.#customer();
    return customer === undefined ? undefined : (this.#keep.get(customer) ?? undefined);
  }

  #keepId(orderId: string | undefined): void {
    const customer = this.#customer();
    if (customer !== undefined) this.#keep.set(customer, orderId);
  }

  #show(order: Order | undefined): void {
    this.#order = order;
    this.#changed.tell();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

/** Whether it was said that nothing was done. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status < 500;
}

function isNoBasket(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return error.status === 404 || error.code === 'order-is-not-a-draft';
}
