import { ArrangeShipping, CancelShipment } from '@waybill/contracts/commands';
import type { OrderContact } from '@waybill/contracts/order-contact';
import {
  ShipmentArranged,
  ShipmentCancelled,
  ShipmentFailed,
} from '@waybill/contracts/shipping-events';
import { Router } from 'express';
import { useComponent } from '../../../infra/local/component/component.ts';
import { contact } from '../../../infra/local/component/order-request.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { SandboxCarrier } from '../../../infra/local/sandbox/carrier.ts';

const carrier = new SandboxCarrier();
/** What the carrier does with the next request for a shipment, instead of answering. */
const mishaps = new Map<string, 'loses-its-answer' | 'fails' | 'never-answers'>();

const sandbox = Router();
sandbox.put('/parcels/:shipmentId', ({ params: { shipmentId } }, response, next) => {
  const mishap = mishaps.get(shipmentId);
  mishaps.delete(shipmentId);
  if (mishap === 'never-answers') return;
  if (mishap === 'loses-its-answer') response.json = () => response.destroy();
  if (mishap === 'fails') response.status(500).end();
  else next();
});
sandbox.use(carrier.routes());

const shipping = useComponent('shipping', {
  sandbox,
  environment: { CARRIER_TIMEOUT_MS: '700' },
});

let made = 0;
async function orderTo(postalCode = 'N1 9GU'): Promise<string> {
  const orderId = `ord-${(made += 1)}`;
  const shippingAddress = { ...contact.shippingAddress, postalCode };
  const item: OrderContact = { ...contact, orderId, customerId: 'cust-1', shippingAddress };
  await shipping.table<OrderContact>('order-contacts').put(item);
  return orderId;
}

const arrange = (orderId: string) => ArrangeShipping({ orderId });
const cancel = (orderId: string) => CancelShipment({ orderId });

/** What others hear of it. */
async function told(orderId: string) {
  const entries = await shipping.said('shipment-commits', `shipment-${orderId}`);
  return entries.filter(({ kind }) => kind === 'event');
}
const arranged = (orderId: string) => {
  const [parcel] = carrier.shipments(orderId);
  return ShipmentArranged({ orderId, trackingNumber: parcel?.trackingNumber ?? 'none' });
};
const parcels = (orderId: string) => carrier.shipments(orderId).map(({ status }) => status);

describe('a shipment', () => {
  it('is arranged once, and told with its tracking number', async () => {
    const orderId = await orderTo();
    await shipping.hasHeard(arrange(orderId));
    expect(await told(orderId)).toEqual([arranged(orderId)]);
    expect(parcels(orderId)).toEqual(['arranged']);
  });

  it('is one parcel however often it is asked for', async () => {
    const orderId = await orderTo();
    const command = arrange(orderId);
    await shipping.hasHeard(command, command, command, command, command);
    await shipping.hasHeard(command);
    expect(await told(orderId)).toHaveLength(1);
    expect(parcels(orderId)).toEqual(['arranged']);
  });

  it('to where no carrier goes is told with the reason', async () => {
    const orderId = await orderTo('00000');
    await shipping.hasHeard(arrange(orderId), arrange(orderId));
    const reason = 'undeliverable-address';
    expect(await told(orderId)).toEqual([ShipmentFailed({ orderId, reason })]);
    expect(parcels(orderId)).toEqual([]);
  });

  it('of an order without an address is refused', async () => {
    await shipping.hasHeard(arrange('ord-none'));
    const failed = ShipmentFailed({ orderId: 'ord-none', reason: 'no-address' });
    expect(await told('ord-none')).toEqual([failed]);
  });

  it.each(['loses-its-answer', 'fails', 'never-answers'] as const)(
    'is one parcel when the carrier %s',
    async (mishap) => {
      const orderId = await orderTo();
      mishaps.set(`shipment-${orderId}`, mishap);
      await shipping.hasHeard(arrange(orderId));
      expect(mishaps.size).toBe(0);
      expect(await told(orderId)).toEqual([arranged(orderId)]);
      expect(parcels(orderId)).toEqual(['arranged']);
    },
  );

  it('is not arranged in a replay', async () => {
    const orderId = await orderTo();
    await shipping.hears(arrange(orderId), { replay: 'replay-1' });
    await shipping.settled();
    expect([await told(orderId), parcels(orderId)]).toEqual([[], []]);
  });
});

describe('the cancellation of a shipment', () => {
  it('stops the parcel, once', async () => {
    const orderId = await orderTo();
    await shipping.hasHeard(arrange(orderId));
    await shipping.hasHeard(cancel(orderId), cancel(orderId));
    expect(await told(orderId)).toEqual([arranged(orderId), ShipmentCancelled({ orderId })]);
    expect(parcels(orderId)).toEqual(['cancelled']);
  });

  it('before the shipment is told at once, and refuses the shipment', async () => {
    const orderId = await orderTo();
    await shipping.hasHeard(cancel(orderId));
    await shipping.hasHeard(arrange(orderId));
    expect(await told(orderId)).toEqual([ShipmentCancelled({ orderId })]);
    expect(parcels(orderId)).toEqual([]);
  });

  it('that comes while the carrier is asked wins over the parcel', async () => {
    const orderId = await orderTo();
    let isOvertaken = false;
    shipping.intercept(async ({ operation, input }, next) => {
      const isOutcome = JSON.stringify(input).includes('ShipmentArranged');
      if (!isOvertaken && operation === 'PutItem' && isOutcome) {
        isOvertaken = true;
        await shipping.hears(cancel(orderId));
        await soon(async () => expect(await told(orderId)).toHaveLength(1));
      }
      return next();
    });
    await shipping.hasHeard(arrange(orderId));
    expect(await told(orderId)).toEqual([ShipmentCancelled({ orderId })]);
    expect(parcels(orderId)).toEqual(['cancelled']);
  });

  it('at the same time as the shipment leaves no parcel on its way', async () => {
    const orderIds = await Promise.all(Array.from({ length: 10 }, () => orderTo()));
    await shipping.hasHeard(...orderIds.flatMap((id) => [arrange(id), cancel(id)]));
    expect(orderIds.flatMap(parcels)).not.toContain('arranged');
    const ends = await Promise.all(orderIds.map(async (id) => (await told(id)).at(-1)?.type));
    expect(ends).toEqual(Array(10).fill('ShipmentCancelled'));
  });
});
