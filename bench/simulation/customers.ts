import { product, productContracts } from '@waybill/catalog/domain/product';
import { hours, seconds } from '@waybill/kernel/duration';
import { Rejection } from '@waybill/kernel/failure';
import { orderIdOf } from '@waybill/orders/order-request';
import { Aggregate } from '@waybill/runtime/aggregate';
import type { Cluster } from './cluster.ts';
import type { PlannedOrder, PlannedProduct } from './plan.ts';
import { Pod } from './pod.ts';
import type { World } from './world.ts';

const currency = 'GBP';
const patienceMs = seconds(10);
const longestWaitMs = hours(1);

/** Those who want something of the shop: its customers, and the staff that lists its products. */
export class Customers {
  readonly #world: World;
  readonly #cluster: Cluster;
  #open = 0;

  constructor(world: World, cluster: Cluster) {
    this.#world = world;
    this.#cluster = cluster;
    void this.#listProducts();
    for (const order of world.plan.orders) void this.#buy(order);
  }

  /** Whether everybody has what they wanted, or a no. */
  get areDone(): boolean {
    return this.#open === 0;
  }

  async #listProducts(): Promise<void> {
    const { clock, chance, trace, plan, stores, tables } = this.#world;
    this.#open += 1;
    const pod = new Pod('catalog', { clock, chance, trace });
    const shelf = new Aggregate(pod.platform, {
      decider: product,
      store: stores.product,
      contracts: productContracts,
    });
    const list = ({ productId, unitPrice }: PlannedProduct) =>
      shelf.execute(`product-${productId}`, {
        ...{ type: 'list', productId, unitPrice, currency, name: productId },
      });
    for (const each of plan.products) {
      const { productId, stock, unitPrice } = each;
      tables.stock.store({ productId, available: stock, received: stock });
      if (productId.startsWith('bulk')) {
        tables.prices.store({ productId, unitPrice, currency, version: 1 });
      } else {
        await list(each);
      }
    }
    const [first] = plan.products;
    if (first && plan.priceChangeAtMs !== undefined) {
      await clock.sleep(plan.priceChangeAtMs);
      await list({ ...first, unitPrice: first.unitPrice + 1 });
    }
    this.#open -= 1;
  }

  async #buy(order: PlannedOrder): Promise<void> {
    const { clock } = this.#world;
    this.#open += 1;
    await clock.sleep(order.atMs);
    await this.#insist(`places ${order.key}`, () => this.#place(order));
    if (order.cancelAfterMs !== undefined) {
      await clock.sleep(order.cancelAfterMs);
      await this.#insist(`cancels ${order.key}`, () => this.#cancel(order));
    }
    this.#open -= 1;
  }

  async #place({ key, customerId, items, card, postalCode }: PlannedOrder): Promise<void> {
    const home = { name: 'A', line1: 'B', city: 'C', postalCode, country: 'GB' };
    const contact = { email: 'a@example.org', shippingAddress: home, paymentMethod: card };
    await this.#desk().place({ customerId, currency, items, ...contact }, false, key);
  }

  async #cancel({ key, customerId }: PlannedOrder): Promise<void> {
    try {
      await this.#desk().cancel(orderIdOf(customerId, key), 'changed-my-mind');
    } catch (error) {
      if (!(error instanceof Rejection && error.code === 'order-is-shipped')) throw error;
    }
  }

  #desk() {
    const desk = this.#cluster.desk();
    if (!desk) throw new Error('nobody is at the desk');
    return desk;
  }

  /** Tries until it is done. A request without an answer is given up, though it may still be carried out. */
  async #insist(what: string, request: () => Promise<void>): Promise<void> {
    const { clock, chance, trace } = this.#world;
    for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      const attempt = (async () => {
        try {
          await request();
          return 'done';
        } catch (error) {
          return String(error);
        }
      })();
      const outcome = await Promise.race([
        attempt,
        clock.sleep(patienceMs).then(() => 'no answer'),
      ]);
      trace.note('customer', `${what}: ${outcome}`);
      if (outcome === 'done') return;
      await clock.sleep(chance.between(waitMs, 2 * waitMs));
    }
  }
}
