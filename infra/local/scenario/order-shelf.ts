import type { ListedOrder, OrderUpdate } from '@waybill/contracts/live-protocol';
import { OrderStatusChanged } from '@waybill/contracts/order-events';
import { Router } from 'express';
import { decodeJwt } from 'jose';

interface Kept {
  readonly customerId: string;
  readonly updates: OrderUpdate[];
}

/** Stands for `orders` as the gateway sees it: what each holder of a token may see, and calls that can be made to wait. */
export class OrderShelf {
  readonly router = Router();
  /** Answers are made, and then wait for this. */
  gate: Promise<void> = Promise.resolve();
  /** How many calls were answered. */
  calls = 0;
  /** What is answered in place of everything. */
  status = 200;
  readonly #orders = new Map<string, Kept>();

  constructor() {
    this.router.get('/orders/:orderId/events', async (request, response) => {
      const { orderId } = request.params;
      const order = this.#orders.get(orderId);
      const { sub, roles } = claimsOf(request.get('authorization'));
      const isSeen = order && (order.customerId === sub || roles?.includes('staff'));
      const since = Number(request.query.since ?? 0);
      const events = order?.updates
        .filter(({ version }) => version > since)
        .map(({ version, status, occurredAt }) => ({
          ...{
            eventId: `${orderId}/${version}.1`,
            type: 'OrderStatusChanged',
            version,
            occurredAt,
          },
          data: { orderId, customerId: order.customerId, status },
        }));
      const body = { customerId: order?.customerId, version: order?.updates.length, events };
      await this.#answered();
      response.status(this.status === 200 && !isSeen ? 404 : this.status).json(body);
    });
    this.router.get('/orders', async (request, response) => {
      const { sub = '' } = claimsOf(request.get('authorization'));
      const orders = this.#listOf(sub);
      await this.#answered();
      response.status(this.status).json({ orders });
    });
  }

  /** The order has another status. Answers the event. */
  move(orderId: string, status: OrderUpdate['status'], customerId = 'cust-ann') {
    const order = this.#orders.get(orderId) ?? { customerId, updates: [] };
    const version = order.updates.length + 1;
    order.updates.push({ orderId, status, version, occurredAt: new Date().toISOString() });
    this.#orders.set(orderId, order);
    return {
      entry: OrderStatusChanged({ orderId, customerId: order.customerId, status }),
      about: { aggregateId: orderId, version, occurredAt: new Date().toISOString() },
    };
  }

  /** Holds every answer back from now on; the answer lets them go. */
  hold(): () => void {
    let release = (): void => undefined;
    this.gate = new Promise((resolve) => (release = resolve));
    return () => {
      this.gate = Promise.resolve();
      release();
    };
  }

  async #answered(): Promise<void> {
    this.calls += 1;
    await this.gate;
  }

  #listOf(customerId: string): ListedOrder[] {
    return [...this.#orders]
      .filter(([, order]) => order.customerId === customerId)
      .flatMap(([orderId, { updates }]) => {
        const last = updates.at(-1);
        if (!last) return [];
        const { status, version, occurredAt: at } = last;
        const money = { total: 500, currency: 'GBP' };
        return [{ orderId, status, version, ...money, createdAt: at, updatedAt: at }];
      })
      .reverse();
  }
}

function claimsOf(authorization = ''): { sub?: string; roles?: string[] } {
  return decodeJwt(authorization.replace('Bearer ', ''));
}
