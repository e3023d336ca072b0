import {
  ArrangeShipping,
  CancelOrder,
  CancelShipment,
  ProcessPayment,
  RefundPayment,
  ReleaseInventory,
  ReserveInventory,
} from '@waybill/contracts/commands';
import type { Entry } from '@waybill/contracts/contract';
import { subscriptions } from '@waybill/contracts/subscriptions';
import { hours, minutes } from '@waybill/kernel/duration';
import { heardBy } from '@waybill/kernel/saga';
import { SagaStory } from '@waybill/testing/saga-story';
import { heard } from '@waybill/testing/three-step-saga';
import { fulfilment } from './fulfilment.ts';

const table = fulfilment({
  inventoryMs: minutes(5),
  paymentMs: minutes(15),
  shippingMs: hours(24),
  completionMs: minutes(20),
  cancellationMs: minutes(6),
  undoMs: hours(1),
});
const orderId = 'ord-1';
const release = ReleaseInventory({ orderId });
const refund = RefundPayment({ orderId });
const stop = CancelShipment({ orderId });

function saga(...messages: Entry[]): SagaStory {
  const story = new SagaStory(table);
  story.hears(...messages);
  return story;
}

/** Where a saga may stand, how long it waits there, what it says if nothing comes, and what its end must undo, last first. */
const moments = [
  { during: 'inventory', waitsMs: minutes(5), before: [heard.placed], undos: [release] },
  {
    during: 'payment',
    waitsMs: minutes(15),
    before: [heard.placed, heard.reserved],
    undos: [refund, release],
  },
  {
    during: 'shipping',
    waitsMs: hours(24),
    before: [heard.placed, heard.reserved, heard.paid],
    undos: [stop, refund, release],
  },
  {
    during: 'completion',
    waitsMs: minutes(20),
    before: [heard.placed, heard.reserved, heard.paid, heard.arranged],
    undos: [stop, refund, release],
  },
];

const confirmationOf: Readonly<Record<string, Entry>> = {
  ReleaseInventory: heard.released,
  RefundPayment: heard.refunded,
  CancelShipment: heard.stopped,
};

/** Cancels the order and confirms each undo when it is asked for. Answers every command on the way. */
function untilUndone(story: SagaStory): Entry[] {
  const sent = story.hears(heard.cancelled);
  for (const command of sent) {
    const confirmation = confirmationOf[command.type];
    if (confirmation) sent.push(...story.hears(confirmation));
  }
  return sent;
}

describe('the fulfilment of an order', () => {
  it('hears exactly what the map of the system says', () => {
    const types = heardBy(table).map(({ type }) => type);
    expect(types.sort()).toEqual(subscriptions.fulfilment.events.map(({ type }) => type).sort());
  });

  it('reserves, charges and ships, and is complete when the order says so', () => {
    const story = saga();
    const items = [{ productId: 'A', quantity: 3 }];
    expect(story.hears(heard.placed)).toEqual([ReserveInventory({ orderId, items })]);
    expect(story.hears(heard.reserved)).toEqual([
      ProcessPayment({ orderId, customerId: 'cust-1', total: 300, currency: 'GBP' }),
    ]);
    expect(story.hears(heard.paid)).toEqual([ArrangeShipping({ orderId })]);
    expect(story.hears(heard.arranged)).toEqual([]);
    expect(story.status).toBe('running');
    story.hears(heard.shipped);
    expect(story.status).toBe('completed');
  });

  it.each([
    ['stock is short', [heard.placed], heard.notReserved, 'out-of-stock', []],
    [
      'the card is declined',
      [heard.placed, heard.reserved],
      heard.notPaid,
      'card-declined',
      [release],
    ],
    [
      'no carrier goes there',
      [heard.placed, heard.reserved, heard.paid],
      heard.notArranged,
      'undeliverable',
      [refund, release],
    ],
  ])('cancels when %s, and undoes what was done before', (_, before, refusal, reason, undos) => {
    const story = saga(...before);
    expect(story.hears(refusal)).toEqual([CancelOrder({ orderId, reason })]);
    expect(untilUndone(story)).toEqual(undos);
    expect(story.status).toBe('cancelled');
  });

  it.each(moments)('has patience during $during, and then gives up', (moment) => {
    const { during, waitsMs, before, undos } = moment;
    const story = saga(...before);
    expect(story.after(waitsMs - 1).wakes()).toEqual([]);
    const reason = `${during}-is-overdue`;
    expect(story.after(1).wakes()).toEqual([CancelOrder({ orderId, reason })]);
    expect(untilUndone(story)).toEqual(undos);
    expect(story.status).toBe('cancelled');
  });

  it.each(moments)('stops when the customer cancels during $during', ({ before, undos }) => {
    const story = saga(...before);
    expect(untilUndone(story)).toEqual(undos);
    expect(story.status).toBe('cancelled');
  });

  it('begins nothing for an order whose cancellation overtook it', () => {
    const story = saga();
    expect(story.hears(heard.cancelled, heard.placed, heard.reserved)).toEqual([]);
    expect(story.status).toBe('cancelled');
  });

  it('takes nothing back when the order ships while it gives up', () => {
    const story = saga(heard.placed, heard.reserved, heard.paid, heard.arranged);
    story.isOverdue();
    expect(story.hears(heard.shipped)).toEqual([]);
    expect(story.status).toBe('completed');
    expect(story.hears(heard.cancelled)).toEqual([]);
  });

  it('asks five times for an undo, then for a person, and goes on when resumed', () => {
    const story = saga(heard.placed, heard.cancelled);
    expect([1, 2, 3, 4].map(() => story.isOverdue())).toEqual([1, 2, 3, 4].map(() => [release]));
    expect(story.isOverdue()).toEqual([]);
    expect(story.status).toBe('needs-attention');
    expect(story.resumes()).toEqual([release]);
    expect(story.hears(heard.released)).toEqual([]);
    expect(story.status).toBe('cancelled');
  });

  it('asks five times for the cancellation, every six minutes, then for a person', () => {
    const story = saga(heard.placed, heard.notReserved);
    const again = CancelOrder({ orderId, reason: 'out-of-stock' });
    const asked = [1, 2, 3, 4, 5].map(() => story.after(minutes(6)).wakes());
    expect(asked).toEqual([[again], [again], [again], [again], []]);
    expect(story.status).toBe('needs-attention');
  });
});
