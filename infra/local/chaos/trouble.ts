import { createHash } from 'node:crypto';
import type { Client } from '../load/client.ts';
import type { Clock } from '../load/clock.ts';
import { Failure } from '../load/failure.ts';
import type { OrderRequest } from '../load/order-request.ts';
import { refusal } from '../load/answers.ts';
import type { Shop } from '../load/shop.ts';

/** What goes wrong with an order, beside all that happens to the pods. */
export type Trouble = 'declined' | 'undeliverable' | 'flaky' | 'cancelled' | 'none';

const mostDelayMs = 1_500;

/** Which trouble an order has: four of ten have one. The seed and the order's key decide. */
export function troubleOf(key: string, seed: number): Trouble {
  const troubles: readonly Trouble[] = ['declined', 'undeliverable', 'flaky', 'cancelled'];
  return troubles[digest(key, seed).readUInt8(0) % 10] ?? 'none';
}

/** The shop, with customers whose card is declined, whose address is none, or who change their minds. */
export function troubledShop(
  shop: Shop,
  { client, clock, seed }: { client: Client; clock: Clock; seed: number },
): Shop {
  return {
    ...shop,
    async place(order, key) {
      const trouble = troubleOf(key, seed);
      const placing = await shop.place(inTrouble(order, trouble), key);
      if (placing.outcome !== 'placed' || trouble !== 'cancelled') return placing;
      // In the middle of the saga, wherever that is then.
      await clock.sleep((digest(key, seed).readUInt8(1) / 255) * mostDelayMs);
      const path = `/orders/${placing.orderId}/cancel`;
      const body = { reason: 'changed-my-mind' };
      const answer = await client.call({ method: 'POST', path, body });
      // What has shipped cannot be cancelled any more.
      if (![200, 409].includes(answer.status)) {
        throw new Failure(`POST ${path} was refused: ${refusal(answer)}`, 1);
      }
      return placing;
    },
  };
}

function inTrouble(order: OrderRequest, trouble: Trouble): OrderRequest {
  const { shippingAddress } = order;
  switch (trouble) {
    case 'declined':
      return { ...order, paymentMethod: 'tok_declined' };
    case 'flaky':
      return { ...order, paymentMethod: 'tok_flaky' };
    case 'undeliverable':
      return { ...order, shippingAddress: { ...shippingAddress, postalCode: '00000' } };
    default:
      return order;
  }
}

const digest = (key: string, seed: number): Buffer =>
  createHash('sha256').update(`${seed} ${key}`).digest();
