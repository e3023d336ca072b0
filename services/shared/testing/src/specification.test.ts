import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import type { EntryOf } from '@waybill/contracts/contract';
import type { Decider } from '@waybill/kernel/decider';
import { Rejection } from '@waybill/kernel/failure';
import fc from 'fast-check';
import { decidesOnce, specification } from './specification.ts';

type Event =
  EntryOf<typeof OrderPlaced> | EntryOf<typeof OrderShipped> | EntryOf<typeof OrderCancelled>;
type Status = Event['type'] | 'new';

const order = { orderId: 'ord-1', customerId: 'cust-1', currency: 'GBP', total: 100 };
const placed = OrderPlaced({
  ...order,
  items: [{ productId: 'a', quantity: 1, unitPrice: 100 }],
});
const shipped = OrderShipped({ ...order, trackingNumber: 't' });
const cancelled = OrderCancelled({ ...order, reason: 'r' });

const tiny: Decider<Status, 'cancel' | 'place', Event> = {
  initial: 'new',
  decide(command, status) {
    if (command === 'place') return status === 'new' ? [placed] : [];
    if (status === 'OrderShipped') throw new Rejection('order-is-shipped', { orderId: 'ord-1' });
    return status === 'OrderCancelled' ? [] : [cancelled];
  },
  evolve: (_, { type }) => type,
};
const given = specification(tiny);

describe('a specification', () => {
  it('holds when exactly the expected is decided', () => {
    given(placed).when('cancel').then(cancelled);
    given(placed, cancelled).when('cancel').thenNothing();
    given(placed, shipped).when('cancel').thenRejected('order-is-shipped', { orderId: 'ord-1' });
  });

  it.each([
    ['nothing was decided', () => given(placed, cancelled).when('cancel').then(cancelled)],
    ['something was decided', () => given(placed).when('cancel').thenNothing()],
    ['more was expected', () => given(placed).when('cancel').then(cancelled, shipped)],
    [
      'the data differs',
      () =>
        given()
          .when('cancel')
          .then(OrderCancelled({ ...order, reason: '-' })),
    ],
    [
      'the kind differs',
      () =>
        given()
          .when('cancel')
          .then({ ...cancelled, kind: 'command' }),
    ],
    ['nothing was rejected', () => given(placed).when('cancel').thenRejected('order-is-shipped')],
    ['the code differs', () => given(shipped).when('cancel').thenRejected('order-is-gone')],
    ['it was rejected', () => given(shipped).when('cancel').thenNothing()],
  ])('fails when %s', (_, check) => {
    expect(check).toThrow();
  });
});

describe('deciding once', () => {
  it('holds for a decider that looks at its state', () =>
    decidesOnce(tiny, fc.constant('cancel'), fc.constant('place')));

  it('fails for one that decides again', () => {
    const forgetful: typeof tiny = { ...tiny, evolve: () => 'new' };
    expect(() => decidesOnce(forgetful, fc.constant('cancel'))).toThrow();
  });

  it('fails for one that rejects what it has just done', () => {
    const strict: typeof tiny = {
      ...tiny,
      decide(_, status) {
        if (status !== 'new') throw new Rejection('again');
        return [cancelled];
      },
    };
    expect(() => decidesOnce(strict, fc.constant('cancel'))).toThrow();
  });

  it('fails if no command was ever carried out', () => {
    const idle: typeof tiny = { ...tiny, decide: () => [] };
    expect(() => decidesOnce(idle, fc.constant('cancel'))).toThrow();
  });
});
