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
import { SagaStory } from '@waybill/testing/saga-story';
import { heard, threeSteps } from '@waybill/testing/three-step-saga';
import { hours, minutes } from './duration.ts';

const orderId = 'ord-1';
const release = ReleaseInventory({ orderId });
const refund = RefundPayment({ orderId });
const stop = CancelShipment({ orderId });
const abandon = (reason: string) => CancelOrder({ orderId, reason });

function story(...messages: Entry[]): SagaStory {
  const saga = new SagaStory(threeSteps);
  saga.hears(...messages);
  return saga;
}

/** Every moment before the end, and what an unwinding from there must undo, last step first. */
const moments: [during: string, heard: Entry[], undos: Entry[], confirmations: Entry[]][] = [
  ['inventory', [heard.placed], [release], [heard.released]],
  ['payment', [heard.placed, heard.reserved], [refund, release], [heard.refunded, heard.released]],
  [
    'shipping',
    [heard.placed, heard.reserved, heard.paid],
    [stop, refund, release],
    [heard.stopped, heard.refunded, heard.released],
  ],
  [
    'completion',
    [heard.placed, heard.reserved, heard.paid, heard.arranged],
    [stop, refund, release],
    [heard.stopped, heard.refunded, heard.released],
  ],
];

/** Confirms one undo after the other, and answers everything that was sent meanwhile. */
function unwind(saga: SagaStory, confirmations: readonly Entry[]): Entry[] {
  return confirmations.flatMap((confirmation) => {
    expect(saga.status).toBe('unwinding');
    return saga.hears(confirmation);
  });
}

describe('a saga on its happy way', () => {
  it('asks for one step after the other, with what each needs of the order', () => {
    const saga = new SagaStory(threeSteps);
    expect(saga.hears(heard.placed)).toEqual([
      ReserveInventory({ orderId, items: [{ productId: 'A', quantity: 3 }] }),
    ]);
    expect(saga.hears(heard.reserved)).toEqual([
      ProcessPayment({ orderId, customerId: 'cust-1', total: 300, currency: 'GBP' }),
    ]);
    expect(saga.hears(heard.paid)).toEqual([ArrangeShipping({ orderId })]);
    expect(saga.hears(heard.arranged)).toEqual([]);
    expect(saga.status).toBe('running');
  });

  it('is completed only when the order has shipped', () => {
    const saga = story(heard.placed, heard.reserved, heard.paid, heard.arranged, heard.shipped);
    expect(saga.status).toBe('completed');
  });

  it('stores no lines of the order, which only the first step needs', () => {
    expect(story(heard.placed).state.started?.data).toEqual({
      orderId,
      customerId: 'cust-1',
      currency: 'GBP',
      total: 300,
    });
  });
});

describe('a saga whose step says no', () => {
  it.each([
    ['inventory', [heard.placed], heard.notReserved, 'out-of-stock', [], []],
    [
      'payment',
      [heard.placed, heard.reserved],
      heard.notPaid,
      'card-declined',
      [release],
      [heard.released],
    ],
    [
      'shipping',
      [heard.placed, heard.reserved, heard.paid],
      heard.notArranged,
      'undeliverable',
      [refund, release],
      [heard.refunded, heard.released],
    ],
  ])(
    'cancels the order, and undoes only the steps before %s',
    (_, before, no, reason, undos, confirmations) => {
      const saga = story(...before);
      expect(saga.hears(no)).toEqual([abandon(reason)]);
      expect(saga.status).toBe('abandoning');
      const sent = [...saga.hears(heard.cancelled), ...unwind(saga, confirmations)];
      expect(sent).toEqual(undos);
      expect(saga.status).toBe('cancelled');
    },
  );
});

describe('a saga whose patience ends', () => {
  it.each(moments)(
    'during %s cancels the order, and undoes the step that is under way too',
    (during, before, undos, confirmations) => {
      const saga = story(...before);
      expect(saga.isOverdue()).toEqual([abandon(`${during}-is-overdue`)]);
      const sent = [...saga.hears(heard.cancelled), ...unwind(saga, confirmations)];
      expect(sent).toEqual(undos);
      expect(saga.status).toBe('cancelled');
    },
  );

  it.each(moments)('during %s undoes nothing before the order is cancelled', (_, before) => {
    const saga = story(...before);
    saga.isOverdue();
    expect(saga.hears(heard.reserved, heard.paid, heard.arranged, heard.released)).toEqual([]);
    expect(saga.status).toBe('abandoning');
  });

  it('is completed all the same if the order has shipped meanwhile', () => {
    const saga = story(heard.placed, heard.reserved, heard.paid, heard.arranged);
    saga.isOverdue();
    expect(saga.hears(heard.shipped)).toEqual([]);
    expect(saga.status).toBe('completed');
  });

  it('undoes a step that succeeds after its time', () => {
    const saga = story(heard.placed, heard.reserved);
    saga.isOverdue();
    expect(saga.hears(heard.paid)).toEqual([]);
    expect(saga.hears(heard.cancelled)).toEqual([refund]);
  });

  it('undoes a step that says no after its time, because it may have said yes before', () => {
    const saga = story(heard.placed, heard.reserved);
    saga.isOverdue();
    expect(saga.hears(heard.notPaid)).toEqual([]);
    expect(saga.hears(heard.cancelled)).toEqual([refund]);
  });

  it('does nothing when woken a millisecond too early', () => {
    const saga = story(heard.placed);
    expect(saga.after(minutes(5) - 1).wakes()).toEqual([]);
    expect(saga.after(1).wakes()).toEqual([abandon('inventory-is-overdue')]);
  });

  it('does nothing when woken before it has begun, or after its end', () => {
    expect(new SagaStory(threeSteps).wakes()).toEqual([]);
    const ended = story(heard.placed, heard.reserved, heard.paid, heard.arranged, heard.shipped);
    expect(ended.after(hours(100)).wakes()).toEqual([]);
  });
});

describe('a saga whose order the customer cancels', () => {
  it.each(moments)(
    'during %s undoes the finished and the running steps in reverse',
    (_, before, undos, confirmations) => {
      const saga = story(...before);
      const sent = [...saga.hears(heard.cancelled), ...unwind(saga, confirmations)];
      expect(sent).toEqual(undos);
      expect(saga.status).toBe('cancelled');
    },
  );

  it('before it has heard of the order ends without a single command', () => {
    const saga = new SagaStory(threeSteps);
    expect(saga.hears(heard.cancelled)).toEqual([]);
    expect(saga.status).toBe('cancelled-early');
    expect(saga.hears(heard.placed)).toEqual([]);
    expect(saga.status).toBe('cancelled');
    expect(saga.hears(heard.reserved, heard.shipped)).toEqual([]);
  });

  it('is not completed any more', () => {
    const saga = story(heard.placed, heard.cancelled, heard.shipped);
    expect(saga.status).toBe('unwinding');
  });

  it('goes on unwinding when the cancelled step succeeds meanwhile', () => {
    const saga = story(heard.placed, heard.cancelled);
    expect(saga.hears(heard.reserved)).toEqual([]);
    expect(saga.status).toBe('unwinding');
  });
});

describe('a saga whose undo is not confirmed', () => {
  it('sends it again, three times in all, and then needs a person', () => {
    const saga = story(heard.placed);
    expect(saga.hears(heard.cancelled)).toEqual([release]);
    expect(saga.isOverdue()).toEqual([release]);
    expect(saga.isOverdue()).toEqual([release]);
    expect(saga.isOverdue()).toEqual([]);
    expect(saga.status).toBe('needs-attention');
    expect(saga.said.at(-1)?.data).toEqual({ reason: 'no outcome of the undo of inventory' });
    const said = saga.said.length;
    expect(saga.after(hours(100)).wakes()).toEqual([]);
    expect(saga.said).toHaveLength(said);
  });

  it('asks for the cancellation again, too, and then needs a person', () => {
    const saga = story(heard.placed, heard.notReserved);
    const again = abandon('out-of-stock');
    expect([saga.isOverdue(), saga.isOverdue(), saga.isOverdue()]).toEqual([[again], [again], []]);
    expect(saga.status).toBe('needs-attention');
    expect(saga.said.at(-1)?.data).toEqual({ reason: 'no outcome of the cancellation' });
  });

  it('is sent with three new attempts when it is resumed, and ends when confirmed', () => {
    const saga = story(heard.placed, heard.cancelled);
    for (let attempt = 0; attempt < 3; attempt += 1) saga.isOverdue();
    expect(saga.status).toBe('needs-attention');
    expect(saga.resumes()).toEqual([release]);
    expect(saga.status).toBe('unwinding');
    expect(saga.isOverdue()).toEqual([release]);
    expect(saga.isOverdue()).toEqual([release]);
    saga.hears(heard.released);
    expect(saga.status).toBe('cancelled');
  });

  it('ends when the confirmation comes while it needs attention', () => {
    const saga = story(heard.placed, heard.cancelled);
    for (let attempt = 0; attempt < 3; attempt += 1) saga.isOverdue();
    expect(saga.status).toBe('needs-attention');
    saga.hears(heard.released);
    expect(saga.status).toBe('cancelled');
  });

  it.each(moments)('resumes nothing during %s, as long as it needs nobody', (_, before) => {
    expect(story(...before).resumes()).toEqual([]);
  });
});

describe('a saga that hears everything twice', () => {
  const ways: [string, Entry[]][] = [
    ['happy', [heard.placed, heard.reserved, heard.paid, heard.arranged, heard.shipped]],
    ['refused', [heard.placed, heard.reserved, heard.notPaid, heard.cancelled, heard.released]],
    [
      'cancelled',
      [
        heard.placed,
        heard.reserved,
        heard.paid,
        heard.cancelled,
        heard.stopped,
        heard.refunded,
        heard.released,
      ],
    ],
    ['cancelled early', [heard.cancelled, heard.placed]],
  ];

  it.each(ways)('says nothing more on its %s way', (_, messages) => {
    const saga = new SagaStory(threeSteps);
    messages.forEach((message, index) => {
      saga.hears(message);
      const said = saga.said.length;
      saga.hears(...messages.slice(0, index + 1));
      expect(saga.said.slice(said)).toEqual([]);
    });
    expect(saga.state.ended).toBeDefined();
  });
});

describe('the wake-ups of a saga', () => {
  const wakeUps = ({ said }: SagaStory) =>
    said.flatMap(({ type, data }) =>
      type === 'SagaAwaits' ? [(data as { wakeAt?: string }).wakeAt] : [],
    );

  it('are written only where none is written that comes as early', () => {
    const saga = story(heard.placed);
    saga.after(minutes(1)).hears(heard.reserved, heard.paid);
    expect(wakeUps(saga)).toEqual(['2026-01-01T00:05:00.000Z', undefined, undefined]);
    expect(saga.state.wakeAt).toBe('2026-01-01T00:05:00.000Z');
  });

  it('are written again once the written one has passed', () => {
    const saga = story(heard.placed);
    saga.after(minutes(5)).hears(heard.reserved);
    expect(wakeUps(saga).at(-1)).toBe('2026-01-01T00:20:00.000Z');
  });

  it('are written where the next time is earlier than the written one', () => {
    const saga = story(heard.placed);
    saga.after(minutes(5)).hears(heard.reserved);
    saga.after(minutes(15)).hears(heard.paid);
    saga.after(minutes(1)).hears(heard.cancelled);
    expect(wakeUps(saga)).toEqual([
      '2026-01-01T00:05:00.000Z',
      '2026-01-01T00:20:00.000Z',
      '2026-01-02T00:20:00.000Z',
      '2026-01-01T01:21:00.000Z',
    ]);
  });
});

describe('a saga that outlives a deployment', () => {
  const [inventory] = threeSteps.steps;
  const next = { ...threeSteps, version: 2, steps: inventory ? [inventory] : [] };

  it('goes on by the table that it began with', () => {
    const before = story(heard.placed);
    const after = new SagaStory(next, threeSteps);
    after.continues(before);
    expect(after.hears(heard.reserved).map(({ type }) => type)).toEqual(['ProcessPayment']);
  });

  it('begins by the newest', () => {
    const saga = new SagaStory(next, threeSteps);
    saga.hears(heard.placed);
    expect(saga.hears(heard.reserved)).toEqual([]);
    expect(saga.state.started?.definitionVersion).toBe(2);
  });

  it('stops where its table is gone', () => {
    const after = new SagaStory(next);
    after.continues(story(heard.placed));
    expect(() => after.hears(heard.reserved)).toThrow('version 1 of the table is not known');
  });
});
