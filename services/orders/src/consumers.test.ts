import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import { CancelOrder } from '@waybill/contracts/commands';
import { PaymentProcessed } from '@waybill/contracts/payment-events';
import { ShipmentArranged } from '@waybill/contracts/shipping-events';
import { useComponent } from '../../../infra/local/component/component.ts';
import { listed, orderRequest } from '../../../infra/local/component/order-request.ts';
import type { Receipt } from './order-desk.ts';
import type { PriceRow } from './price-list.ts';

const orders = useComponent('orders');
beforeAll(() => orders.hasHeard(...listed));

async function place(): Promise<string> {
  const client = await orders.client('cust-ann');
  const answer = await client.post('/orders').send(orderRequest());
  return (answer.body as Receipt).orderId;
}

const paid = (orderId: string) =>
  PaymentProcessed({ orderId, paymentId: `payment-${orderId}`, total: 610, currency: 'GBP' });
const arranged = (orderId: string) => ShipmentArranged({ orderId, trackingNumber: 'T-1' });
const abandon = (orderId: string) => CancelOrder({ orderId, reason: 'card-declined' });

/** What the order has said since it was placed, but for its live status. */
async function saidSince(orderId: string): Promise<string[]> {
  const types = (await orders.said('order-commits', orderId)).map(({ type }) => type);
  return types.filter((type) => type !== 'OrderPlaced' && type !== 'OrderStatusChanged');
}

describe('the state of an order that hears', () => {
  it('of its payment and then its shipment is confirmed and shipped', async () => {
    const orderId = await place();
    await orders.hasHeard(paid(orderId));
    await orders.hasHeard(arranged(orderId));
    expect(await saidSince(orderId)).toEqual(['OrderConfirmed', 'OrderShipped']);
  });

  it('of its shipment first is both at once, and the payment adds nothing', async () => {
    const orderId = await place();
    await orders.hasHeard(arranged(orderId));
    await orders.hasHeard(paid(orderId));
    expect(await saidSince(orderId)).toEqual(['OrderConfirmed', 'OrderShipped']);
    expect(await orders.commits('order-commits', orderId)).toHaveLength(2);
  });

  it('everything many times and at once is shipped once', async () => {
    const orderId = await place();
    const messages = [paid(orderId), arranged(orderId)];
    await orders.hasHeard(...messages, ...messages, ...messages, ...messages, ...messages);
    expect((await saidSince(orderId)).sort()).toEqual(['OrderConfirmed', 'OrderShipped']);
  });

  it('that the saga gives up is cancelled for that reason, once', async () => {
    const orderId = await place();
    await orders.hasHeard(abandon(orderId), abandon(orderId));
    expect(await saidSince(orderId)).toEqual(['OrderCancelled']);
    const body: unknown = (
      await (await orders.client('cust-ann')).get(`/orders/${orderId}/history`)
    ).body;
    expect(body).toMatchObject({ state: { status: 'cancelled', cancelReason: 'card-declined' } });
  });

  it('of shipment and cancellation at once is either, and stays it', async () => {
    const orderIds = await Promise.all(Array.from({ length: 10 }, () => place()));
    await orders.hasHeard(...orderIds.flatMap((id) => [arranged(id), abandon(id), paid(id)]));
    const ends = await Promise.all(
      orderIds.map(async (id) => {
        const said = await saidSince(id);
        return said.filter((type) => type === 'OrderShipped' || type === 'OrderCancelled').length;
      }),
    );
    expect(ends).toEqual(Array(10).fill(1));
  });

  it('of a message carries its correlation and its cause', async () => {
    const orderId = await place();
    await orders.hears(paid(orderId), { eventId: 'payment-1/2.0', correlationId: 'shop-42' });
    await orders.settled();
    const commit = (await orders.commits('order-commits', orderId)).at(-1);
    expect(commit).toMatchObject({ correlationId: 'shop-42', causationId: 'payment-1/2.0' });
  });
});

describe('the price that an order knows', () => {
  const vase = { productId: 'VASE', name: 'Vase', unitPrice: 50, currency: 'GBP' };
  const priceOf = async (productId: string) =>
    orders.table<PriceRow>('product-prices').get({ productId }, { consistent: true });

  it('is the newest that was told, in whatever order', async () => {
    await orders.hears(PriceChanged({ ...vase, unitPrice: 70 }), { version: 3 });
    await orders.settled();
    await orders.hears(PriceChanged({ ...vase, unitPrice: 60 }), { version: 2 });
    await orders.hears(ProductListed(vase), { version: 1 });
    await orders.settled();
    expect(await priceOf('VASE')).toMatchObject({ unitPrice: 70, version: 3 });
  });

  it('is told apart by the case of the product’s id', async () => {
    await orders.hasHeard(ProductListed({ ...vase, productId: 'vase', unitPrice: 1 }));
    expect(await priceOf('vase')).toMatchObject({ unitPrice: 1 });
    expect(await priceOf('VASE')).toMatchObject({ unitPrice: 70 });
  });
});

describe('the messages of an order nobody knows', () => {
  it('go to the dead letters, with the reason', async () => {
    await orders.hasHeard(paid('ord-nobody'));
    const letters = await orders.deadLetters();
    expect(letters.map(({ MessageAttributes }) => MessageAttributes?.Reason?.StringValue)).toEqual([
      expect.stringContaining('order-is-unknown'),
    ]);
  });
});

describe('the metrics of messages', () => {
  it('count them by type and outcome', async () => {
    const labels = { type: 'PaymentProcessed', outcome: 'done' };
    const before = await orders.metric('waybill_messages_total', labels);
    await orders.hasHeard(paid(await place()));
    expect(await orders.metric('waybill_messages_total', labels)).toBe(before + 1);
  });
});
