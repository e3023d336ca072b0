import {
  ItemAdded,
  ItemRemoved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderPlaced,
  OrderShipped,
  OrderStatusChanged,
} from '@waybill/contracts/order-events';
import { maxOrderLines, type OrderItem, type OrderStatus } from '@waybill/contracts/values';
import { fold } from '@waybill/kernel/decider';
import { specification } from '@waybill/testing/specification';
import { OrderRequested, PriceAgreed } from './order-facts.ts';
import { isAgreed, order } from './order.ts';

const given = specification(order);
const details = { orderId: 'ord-1', customerId: 'cust-1', currency: 'GBP' };
const lamp: OrderItem = { productId: 'LAMP', quantity: 2, unitPrice: 255 };
const lampAgain: OrderItem = { productId: 'LAMP', quantity: 1, unitPrice: 250 };
const shade: OrderItem = { productId: 'SHADE', quantity: 1, unitPrice: 100 };
const items = [lamp, shade];
const total = 610;

const announced = (status: OrderStatus) => OrderStatusChanged({ ...details, status });
const created = [OrderCreated(details), announced('draft')];
const placedFact = OrderPlaced({ ...details, items, total });
const placed = [placedFact, announced('placed')];
const confirmed = [...placed, OrderConfirmed(details), announced('confirmed')];
const shippedFact = OrderShipped({ ...details, total, trackingNumber: 'T-1' });
const shipped = [...confirmed, shippedFact, announced('shipped')];
const cancelledFact = OrderCancelled({ ...details, reason: 'changed-my-mind' });
const cancelled = [...placed, cancelledFact, announced('cancelled')];
const addedTo = (item: OrderItem, lineId = 'line-1') => ItemAdded({ ...details, lineId, item });

const place = { type: 'place', ...details, items } as const;
const confirm = { type: 'confirm' } as const;
const ship = { type: 'ship', trackingNumber: 'T-1' } as const;
const cancel = { type: 'cancel', reason: 'changed-my-mind' } as const;
const abandon = { type: 'abandon', reason: 'payment-is-overdue' } as const;
const checkOut = { type: 'check-out' } as const;

describe('a basket', () => {
  const create = { type: 'create', ...details } as const;
  const add = (item: OrderItem, lineId = 'line-1') => ({ type: 'add-item', lineId, item }) as const;
  const removeLamps = { type: 'remove-item', productId: 'LAMP' } as const;

  it('is begun', () =>
    given()
      .when(create)
      .then(...created));
  it('is begun only once', () =>
    given(...created)
      .when(create)
      .thenNothing());
  it('takes a line', () =>
    given(...created)
      .when(add(lamp))
      .then(addedTo(lamp)));
  it('takes two lines of one product', () =>
    given(...created, addedTo(lamp))
      .when(add(lampAgain, 'line-2'))
      .then(addedTo(lampAgain, 'line-2')));
  it('takes a line that is asked for twice once', () =>
    given(...created, addedTo(lamp))
      .when(add(lamp))
      .thenNothing());
  it('does not take back what was removed, when it is asked for again', () =>
    given(...created, addedTo(lamp), ItemRemoved({ ...details, productId: lamp.productId }))
      .when(add(lamp))
      .thenNothing());
  it('refuses another line under the same id', () =>
    given(...created, addedTo(lamp))
      .when(add(shade))
      .thenRejected('idempotency-key-reused'));
  it('remembers which prices staff have agreed', () => {
    given(...created)
      .when({ ...add(lamp), isAgreed: true })
      .then(addedTo(lamp), PriceAgreed(lamp));
    const agreed = fold(order, [...created, addedTo(lamp), PriceAgreed(lamp)]);
    if (agreed.status === 'new') throw new Error('there is no basket');
    expect([lamp, lampAgain, shade].map((line) => isAgreed(agreed, line))).toEqual([
      ...[true, false, false],
    ]);
  });
  it('loses every line of a product', () =>
    given(...created, addedTo(lamp), addedTo(shade), addedTo(lampAgain))
      .when(removeLamps)
      .then(ItemRemoved({ ...details, productId: 'LAMP' })));
  it('has nothing to lose of a product that it does not hold', () =>
    given(...created, addedTo(shade))
      .when(removeLamps)
      .thenNothing());
  it('is bought with what is left in it', () =>
    given(...created, addedTo(lamp), ItemRemoved({ ...details, productId: 'LAMP' }), addedTo(shade))
      .when(checkOut)
      .then(OrderPlaced({ ...details, items: [shade], total: 100 }), announced('placed')));
  it('cannot be bought while it is empty', () =>
    given(...created)
      .when(checkOut)
      .thenRejected('order-is-empty'));
  it('is bought only once', () =>
    given(...confirmed)
      .when(checkOut)
      .thenNothing());
  it('cannot be bought once it is cancelled', () =>
    given(...cancelled)
      .when(checkOut)
      .thenRejected('order-is-cancelled'));
  it('is closed once it is bought', () => {
    given(...placed)
      .when(add(lamp))
      .thenRejected('order-is-not-a-draft');
    given(...placed)
      .when(removeLamps)
      .thenRejected('order-is-not-a-draft');
  });
  it('can be thrown away', () =>
    given(...created)
      .when(cancel)
      .then(cancelledFact, announced('cancelled')));
  it('is not shipped or confirmed', () => {
    given(...created)
      .when(ship)
      .thenRejected('order-is-not-placed');
    given(...created)
      .when(confirm)
      .thenNothing();
  });
  it('holds at most so many lines', () => {
    const full = Array.from({ length: maxOrderLines }, () => addedTo(shade));
    given(...created, ...full)
      .when(add(lamp, 'line-2'))
      .thenRejected('order-has-too-many-lines');
  });
});

describe('an order', () => {
  it('is placed at once', () =>
    given()
      .when(place)
      .then(...placed));
  it('is placed only once', () =>
    given(...placed)
      .when(place)
      .thenNothing());
  it('cannot be empty', () =>
    given()
      .when({ ...place, items: [] })
      .thenRejected('order-is-empty'));
  it('cannot cost more than a number holds exactly', () => {
    const dear = { productId: 'YACHT', quantity: 1_000_000, unitPrice: 100_000_000 };
    given()
      .when({ ...place, items: Array.from({ length: 91 }, () => dear) })
      .thenRejected('total-is-too-large');
  });
  it('is confirmed when it is paid, and only once', () => {
    given(...placed)
      .when(confirm)
      .then(OrderConfirmed(details), announced('confirmed'));
    given(...confirmed)
      .when(confirm)
      .thenNothing();
    given(...shipped)
      .when(confirm)
      .thenNothing();
  });
  it('is shipped once it is confirmed, and only once', () => {
    given(...confirmed)
      .when(ship)
      .then(shippedFact, announced('shipped'));
    given(...shipped)
      .when(ship)
      .thenNothing();
  });
  it('is confirmed and shipped at once if the shipment overtakes the payment', () =>
    given(...placed)
      .when(ship)
      .then(OrderConfirmed(details), shippedFact, announced('shipped')));
  it.each([
    ['confirm', confirm],
    ['ship', ship],
    ['cancel', cancel],
    ['abandon', abandon],
    ['check-out', checkOut],
  ])('that nobody knows refuses to %s', (_, command) =>
    given().when(command).thenRejected('order-is-unknown'),
  );
});

describe('an order and its cancellation', () => {
  it.each([
    ['placed', placed],
    ['confirmed', confirmed],
  ])('ends one that is %s', (_, happened) =>
    given(...happened)
      .when(cancel)
      .then(cancelledFact, announced('cancelled')),
  );
  it('happens only once, whoever asks', () => {
    given(...cancelled)
      .when(cancel)
      .thenNothing();
    given(...cancelled)
      .when(abandon)
      .thenNothing();
  });
  it('loses against a shipment that was first', () => {
    given(...shipped)
      .when(cancel)
      .thenRejected('order-is-shipped');
    given(...shipped)
      .when(abandon)
      .thenNothing();
  });
  it('wins over a shipment and a payment that come later', () => {
    given(...cancelled)
      .when(ship)
      .thenNothing();
    given(...cancelled)
      .when(confirm)
      .thenNothing();
  });
  it('tells why the saga gave up', () =>
    given(...placed)
      .when(abandon)
      .then(OrderCancelled({ ...details, reason: abandon.reason }), announced('cancelled')));
});

describe('an order of a request that has a key', () => {
  const keyed = { ...place, fingerprint: 'body-1' };
  const happened = [...placed, OrderRequested({ fingerprint: 'body-1' })];

  it('remembers the request', () =>
    given()
      .when(keyed)
      .then(placedFact, OrderRequested({ fingerprint: 'body-1' }), announced('placed')));
  it('knows the request again, whatever became of the order', () => {
    given(...happened)
      .when(keyed)
      .thenNothing();
    given(...happened, cancelledFact)
      .when(keyed)
      .thenNothing();
  });
  it('refuses another request of the same key', () =>
    given(...happened)
      .when({ ...keyed, fingerprint: 'body-2' })
      .thenRejected('idempotency-key-reused'));
});
