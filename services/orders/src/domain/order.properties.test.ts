import { fold } from '@waybill/kernel/decider';
import { decidesOnce } from '@waybill/testing/specification';
import fc from 'fast-check';
import type { OrderEvent } from './order-facts.ts';
import { order, type Order, type OrderCommand } from './order.ts';

const details = { orderId: 'ord-1', customerId: 'cust-1', currency: 'GBP' };
const item = fc.record({
  productId: fc.constantFrom('LAMP', 'lamp', 'SHADE'),
  quantity: fc.integer({ min: 1, max: 5 }),
  unitPrice: fc.nat(1_000),
});
const place: OrderCommand = {
  type: 'place',
  ...details,
  items: [{ productId: 'LAMP', quantity: 1, unitPrice: 5 }],
};

const command: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.constantFrom<OrderCommand>(
    { type: 'create', ...details },
    { type: 'check-out' },
    { type: 'remove-item', productId: 'LAMP' },
    { type: 'confirm' },
    { type: 'ship', trackingNumber: 'T-1' },
    { type: 'cancel', reason: 'changed-my-mind' },
    { type: 'abandon', reason: 'payment-is-overdue' },
    place,
    { ...place, fingerprint: 'body-1' },
  ),
  fc
    .tuple(item, fc.constantFrom('1', '2', '3', '4'))
    .map(([added, lineId]) => ({ type: 'add-item', lineId, item: added }) as const),
);

/** Everything that one order says when the commands come; a refused one says nothing. */
function history(commands: readonly OrderCommand[]): { events: OrderEvent[]; states: Order[] } {
  const events: OrderEvent[] = [];
  const states: Order[] = [order.initial];
  for (const each of commands) {
    const before = states.at(-1) ?? order.initial;
    try {
      const decided = order.decide(each, before);
      events.push(...decided);
      states.push(fold(order, decided, before));
    } catch {
      states.push(before);
    }
  }
  return { events, states };
}

const typesOf = (events: readonly OrderEvent[]): string[] => events.map(({ type }) => type);
const countOf = (events: readonly OrderEvent[], type: string): number =>
  typesOf(events).filter((each) => each === type).length;

describe('an order, whatever is asked of it', () => {
  it('decides nothing twice', () => decidesOnce(order, command));

  it('is either shipped or cancelled, never both, and each only once', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const { events } = history(commands);
        expect(countOf(events, 'OrderShipped') + countOf(events, 'OrderCancelled')).toBeLessThan(2);
        expect(countOf(events, 'OrderPlaced')).toBeLessThan(2);
      }),
    );
  });

  it('announces its status exactly when it has changed, and as it is', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const { events, states } = history(commands);
        const statuses = states.map(({ status }) => status);
        const changes = statuses.filter((status, i) => i > 0 && status !== statuses[i - 1]);
        const announced = events.flatMap((event) =>
          event.type === 'OrderStatusChanged' ? event.data.status : [],
        );
        expect(announced).toEqual(changes);
      }),
    );
  });

  it('never ships before it is placed and confirmed', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        const types = typesOf(history(commands).events);
        const shippedAt = types.indexOf('OrderShipped');
        if (shippedAt < 0) return;
        const before = types.slice(0, shippedAt);
        expect(before).toContain('OrderPlaced');
        expect(before).toContain('OrderConfirmed');
      }),
    );
  });
});
