import type { Entry } from '@waybill/contracts/contract';
import {
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from '@waybill/contracts/inventory-events';
import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { PaymentProcessed, PaymentRefunded } from '@waybill/contracts/payment-events';
import { ShipmentArranged } from '@waybill/contracts/shipping-events';
import { deadlineOf, type Deadline } from '@waybill/runtime/deadlines';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';

const paymentMs = 3_000;
const fulfilment = useComponent('fulfilment', {
  environment: {
    PAYMENT_WITHIN_MS: String(paymentMs),
    UNDO_WITHIN_MS: '150',
    DEADLINE_POLL_MS: '20',
  },
});

let made = 0;
/** Everything that the saga of one order may hear. */
function newOrder() {
  const orderId = `ord-${(made += 1)}`;
  const order = {
    ...{ orderId, customerId: 'cust-1', currency: 'GBP', total: 610, trackingNumber: 'T-1' },
    ...{ items: [{ productId: 'LAMP', quantity: 2, unitPrice: 305 }] },
    ...{ paymentId: `payment-${orderId}`, refunded: 610, reason: 'changed-my-mind' },
  };
  return {
    orderId,
    placed: OrderPlaced(order),
    reserved: InventoryReserved(order),
    short: InventoryReservationFailed({ ...order, reason: 'insufficient-stock', shortages: [] }),
    released: InventoryReleased(order),
    paid: PaymentProcessed(order),
    refunded: PaymentRefunded(order),
    arranged: ShipmentArranged(order),
    shipped: OrderShipped(order),
    cancelled: OrderCancelled(order),
  };
}

const said = (orderId: string): Promise<Entry[]> =>
  fulfilment.said('fulfilment-commits', `saga-${orderId}`);
/** What others are asked, in order. */
const asked = async (orderId: string): Promise<string[]> =>
  (await said(orderId)).filter(({ kind }) => kind === 'command').map(({ type }) => type);
const ended = async (orderId: string): Promise<unknown> =>
  (await said(orderId)).find(({ type }) => type === 'SagaEnded')?.data;

/** The wake-ups that are written for an order's saga. */
async function wakeUps(orderId: string): Promise<Deadline[]> {
  const { bucket } = deadlineOf(`saga-${orderId}`, '');
  const partition = { field: 'bucket', value: bucket };
  const { items } = await fulfilment.table<Deadline>('deadlines').query({ partition, limit: 100 });
  return items.filter(({ sagaId }) => sagaId === `saga-${orderId}`);
}

describe('the messages of a fulfilment', () => {
  it('are one command after the other, each for what was heard', async () => {
    const { orderId, placed, reserved, paid, arranged, shipped } = newOrder();
    await fulfilment.hasHeard(placed);
    expect(await asked(orderId)).toEqual(['ReserveInventory']);
    await fulfilment.hasHeard(reserved);
    expect(await asked(orderId)).toEqual(['ReserveInventory', 'ProcessPayment']);
    await fulfilment.hasHeard(paid);
    await fulfilment.hasHeard(arranged);
    await fulfilment.hasHeard(shipped);
    expect(await asked(orderId)).toEqual([
      ...['ReserveInventory', 'ProcessPayment', 'ArrangeShipping'],
    ]);
    expect(await ended(orderId)).toEqual({ outcome: 'completed' });
  });

  it('are the same when everything is heard five times, also at once', async () => {
    const { orderId, placed, reserved, paid, arranged, shipped } = newOrder();
    for (const fact of [placed, reserved, paid, arranged, shipped]) {
      await fulfilment.hasHeard(fact, fact, fact, fact, fact);
    }
    await fulfilment.hasHeard(placed, reserved, paid);
    expect(await asked(orderId)).toEqual([
      ...['ReserveInventory', 'ProcessPayment', 'ArrangeShipping'],
    ]);
    expect(await ended(orderId)).toEqual({ outcome: 'completed' });
  });

  it('are none for an order that was cancelled before it was heard of', async () => {
    const { orderId, placed, cancelled } = newOrder();
    await fulfilment.hasHeard(cancelled);
    await fulfilment.hasHeard(placed);
    expect(await asked(orderId)).toEqual([]);
    expect(await ended(orderId)).toEqual({ outcome: 'cancelled' });
  });

  it('ask for the cancellation when a step says no, and then for every undo', async () => {
    const { orderId, placed, short, cancelled } = newOrder();
    await fulfilment.hasHeard(placed);
    await fulfilment.hasHeard(short);
    await fulfilment.hasHeard(cancelled);
    expect(await asked(orderId)).toEqual(['ReserveInventory', 'CancelOrder']);
    expect(await ended(orderId)).toEqual({ outcome: 'cancelled' });
  });

  it('say why they were sent', async () => {
    const { orderId, placed } = newOrder();
    await fulfilment.hears(placed, { eventId: `${orderId}/1.0`, correlationId: 'shop-42' });
    await fulfilment.settled();
    const [commit] = await fulfilment.commits('fulfilment-commits', `saga-${orderId}`);
    expect(commit).toMatchObject({ correlationId: 'shop-42', causationId: `${orderId}/1.0` });
  });
});

describe('the deadlines of a fulfilment', () => {
  it('end the patience with a step, and the undo of it is asked for', async () => {
    const { orderId, placed, reserved, cancelled, refunded, released } = newOrder();
    await fulfilment.hasHeard(placed);
    await fulfilment.hasHeard(reserved);
    await soon(async () => expect(await asked(orderId)).toContain('CancelOrder'));
    const gaveUp = (await said(orderId)).find(({ type }) => type === 'SagaGivenUp');
    expect(gaveUp?.data).toEqual({ reason: 'payment-is-overdue' });
    await fulfilment.hasHeard(cancelled);
    await fulfilment.hasHeard(refunded);
    await fulfilment.hasHeard(released);
    const undos = (await asked(orderId)).slice(3);
    expect([...new Set(undos)]).toEqual(['RefundPayment', 'ReleaseInventory']);
    expect(await ended(orderId)).toEqual({ outcome: 'cancelled' });
  });

  it('send an undo again until it is confirmed, and then call for a person', async () => {
    const { orderId, placed, cancelled, released } = newOrder();
    const before = await fulfilment.metric('waybill_sagas_needing_attention_total');
    await fulfilment.hasHeard(placed);
    await fulfilment.hasHeard(cancelled);
    await soon(async () => {
      expect((await said(orderId)).at(-1)?.type).toBe('AttentionNeeded');
    });
    expect((await asked(orderId)).filter((type) => type === 'ReleaseInventory')).toHaveLength(5);
    expect(await fulfilment.metric('waybill_sagas_needing_attention_total')).toBe(before + 1);
    await fulfilment.hasHeard(released);
    expect(await ended(orderId)).toEqual({ outcome: 'cancelled' });
  });

  it('are written before the commit that needs them, and gone after the end', async () => {
    const { orderId, placed, short, cancelled } = newOrder();
    const written: unknown[] = [];
    fulfilment.intercept(({ operation, input }, next) => {
      const isOurs = JSON.stringify(input).includes(`saga-${orderId}`);
      if (operation === 'PutItem' && isOurs) written.push(input.TableName);
      return next();
    });
    await fulfilment.hasHeard(placed);
    expect(written).toEqual(['local-deadlines', 'local-fulfilment-commits']);
    expect(await wakeUps(orderId)).toHaveLength(1);
    await fulfilment.hasHeard(short);
    await fulfilment.hasHeard(cancelled);
    expect(await ended(orderId)).toEqual({ outcome: 'cancelled' });
    expect(await wakeUps(orderId)).toEqual([]);
  });

  it('do nothing to an order that was on time', async () => {
    const { orderId, placed, reserved, paid, arranged, shipped } = newOrder();
    for (const fact of [placed, reserved, paid, arranged, shipped]) await fulfilment.hasHeard(fact);
    const { length } = await said(orderId);
    const paymentWasDue = new Date(Date.now() + paymentMs).toISOString();
    await soon(async () => {
      expect(new Date().toISOString() > paymentWasDue).toBe(true);
      const due = (await wakeUps(orderId)).filter((row) => row.due < paymentWasDue);
      expect(due).toEqual([]);
    });
    expect(await said(orderId)).toHaveLength(length);
  });
});

describe('the calls of a fulfilment', () => {
  it('are two writes to begin, and one a step that needs no earlier wake-up', async () => {
    const { placed, reserved } = newOrder();
    const writes = async (fact: Entry) => {
      const calls = await fulfilment.callsDuring(() => fulfilment.hasHeard(fact));
      return calls.PutItem;
    };
    expect([await writes(placed), await writes(reserved)]).toEqual([2, 2]);
  });
});

describe('the metrics of a fulfilment', () => {
  it('count how sagas end', async () => {
    const { placed, cancelled, released } = newOrder();
    const cancelledSagas = () =>
      fulfilment.metric('waybill_sagas_ended_total', { outcome: 'cancelled' });
    const before = await cancelledSagas();
    await fulfilment.hasHeard(placed);
    await fulfilment.hasHeard(cancelled);
    await fulfilment.hasHeard(released);
    expect(await cancelledSagas()).toBe(before + 1);
  });
});
