import { eventually } from './scenario/eventually.ts';
import { signIn } from './scenario/caller.ts';
import { openShop, place, stockUp, type Shop } from './scenario/shop.ts';

let shop: Shop;
let orderId: string;

beforeAll(async () => {
  shop = await openShop();
  await stockUp(shop, { lamp: 9 });
  const customer = await signIn(shop.url, 'cust-1');
  orderId = await place(customer, { items: [{ productId: 'lamp', quantity: 1 }] });
});
afterAll(() => shop.close());

describe('operators', () => {
  it('see what every service had to do with an order', async () => {
    await eventually(async () => {
      const { status, body } = await shop.staff.call(
        'GET',
        `/operations/orders/${orderId}/history`,
      );
      expect(status).toBe(200);
      const { entries } = body as unknown as { entries: { service: string; type: string }[] };
      const told = new Set(entries.map(({ service, type }) => `${service} ${type}`));
      for (const fact of [
        ...['orders OrderPlaced', 'orders OrderShipped', 'fulfilment SagaStarted'],
        ...['fulfilment ProcessPayment', 'fulfilment SagaEnded', 'inventory InventoryReserved'],
        ...['payments PaymentProcessed', 'shipping ShipmentArranged'],
      ]) {
        expect(told).toContain(fact);
      }
      const mails = entries.filter(({ type }) => type === 'NotificationSent');
      expect(mails.map(({ service }) => service)).toEqual(['notifications', 'notifications']);
    });
  });

  it('see what flowed', async () => {
    await eventually(async () => {
      const { status, body } = await shop.staff.call('GET', '/operations/flow');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        services: expect.arrayContaining([
          expect.objectContaining({
            service: 'payments',
            handled: [{ type: 'ProcessPayment', outcome: 'done', count: 1 }],
          }),
        ]) as unknown,
        sagasEnded: [{ outcome: 'completed', count: 1 }],
      });
    });
  });
});
