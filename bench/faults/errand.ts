import type { Placed } from '../../infra/local/load/place-orders.ts';
import { orderRequest } from '../../infra/local/load/order-request.ts';
import { wallClock } from '../../infra/local/load/clock.ts';
import type { World } from './world.ts';

/** Ways that an order may go. */
export const ways = ['shipped', 'compensated'] as const;
/** `compensated`: paid and reserved, but the carrier cannot deliver, so that everything is undone. */
export type Way = (typeof ways)[number];

/** What every order here is of: three lines. */
export const products = ['LAMP', 'DESK', 'VASE'] as const;
export const unitPrice = 500;

/** Lists and stocks the products, and has one order go its way, so that every service is warm. */
export async function stockUp({ shop }: World, pieces: number): Promise<void> {
  for (const productId of products) {
    await shop.listProduct(productId, `The ${productId}`, unitPrice);
    await shop.receiveStock(productId, pieces, 'delivery-1');
  }
}

/** Places an order, again and again with the same key until it is taken, as a customer's client does. */
export async function place({ shop }: World, name: string, way: Way): Promise<Placed> {
  const items = products.map((productId) => ({ productId, quantity: 1, unitPrice }));
  const total = items.length * unitPrice;
  const invoice = { invoice: name, customer: '17850', country: 'GB', items, total };
  const request = orderRequest(invoice, 'faults');
  const address = request.shippingAddress;
  const shippingAddress = way === 'shipped' ? address : { ...address, postalCode: '00000' };
  const { customerId, email } = request;
  for (;;) {
    const sentAt = Date.now();
    const placing = await shop.place({ ...request, shippingAddress }, name);
    if (placing.outcome === 'placed') {
      return { invoice, orderId: placing.orderId, customerId, email, sentAt, heldUpMs: 0 };
    }
    if (placing.outcome === 'refused') throw new Error(`order ${name}: ${placing.reason}`);
    await wallClock.sleep(20);
  }
}
