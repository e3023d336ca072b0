import { randomUUID } from 'node:crypto';
import { allAtOnce } from './scenario/all-at-once.ts';
import { booksOf, cancelled, shipped, stock, stockOf, type Books } from './scenario/books.ts';
import { signIn, type Caller } from './scenario/caller.ts';
import { eventually } from './scenario/eventually.ts';
import { openFrontDoor, type FrontDoor } from './scenario/front-door.ts';
import {
  cancel,
  messagesLeft,
  openShop,
  place,
  sagaFacts,
  stockUp,
  type Shop,
} from './scenario/shop.ts';

let shop: Shop;
let providers: FrontDoor;
let customer: Caller;
const endings = new Map<string, Books>();

const changedMyMind = (undone: Parameters<typeof cancelled>[1] = {}) =>
  cancelled('changed-my-mind', undone);
const untouched = changedMyMind();
const refunded = changedMyMind({ charges: ['refunded 1000'] });
const refundedAndStopped = changedMyMind({ charges: ['refunded 1000'], shipments: ['cancelled'] });

beforeAll(async () => {
  providers = await openFrontDoor();
  shop = await openShop({ PAYMENT_PROVIDER_URL: providers.url, CARRIER_URL: providers.url });
  providers.leadTo(`${shop.url}/sandbox`);
  customer = await signIn(shop.url, 'cust-1');
  await stockUp(shop, { thing: 1_000 });
});

afterAll(async () => {
  await shop.close();
  providers.close();
});

/** An order for two things whose messages of a type lie in front of a service. */
async function standingStill(service: string, type: string) {
  const correlationId = randomUUID();
  const held = shop.turnstile.keepBack({ service, type, about: correlationId });
  const items = [{ productId: 'thing', quantity: 2 }];
  const orderId = await place(customer, { items, correlationId });
  await held.arrived();
  return { orderId, held };
}

async function comesTo(orderId: string, books: Books): Promise<void> {
  await eventually(async () => expect(await booksOf(shop, orderId)).toEqual(books));
  endings.set(orderId, books);
}

async function isCancelled(orderId: string): Promise<void> {
  const { status, body } = await cancel(customer, orderId);
  expect({ status, body }).toMatchObject({ status: 200, body: { orderId, status: 'cancelled' } });
}

async function isTooLate(orderId: string): Promise<void> {
  const { status, body } = await cancel(customer, orderId);
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'order-is-shipped' });
}

/** Cancels while the messages lie, so that all is undone before they come. */
const cancelledBefore = (service: string, type: string, books: Books) => async () => {
  const { orderId, held } = await standingStill(service, type);
  await isCancelled(orderId);
  await comesTo(orderId, books);
  await held.letThrough();
};

/** Cancels while a call to a provider is under way. */
const cancelledDuring =
  (service: string, type: string, what: 'call' | 'answer', path: string, books: Books) =>
  async () => {
    const { orderId, held } = await standingStill(service, type);
    const call = providers.keepBack(what, `PUT ${path}${orderId}`);
    await held.letThrough();
    await call.arrived();
    await isCancelled(orderId);
    await comesTo(orderId, books);
    call.letThrough();
  };

async function heardFirst() {
  const { orderId, held } = await standingStill('fulfilment', 'OrderPlaced');
  await isCancelled(orderId);
  await eventually(async () => {
    const types = (await sagaFacts(shop, orderId)).map(({ type }) => type);
    expect(types).toEqual(['CancellationHeard']);
  });
  await held.letThrough();
  await comesTo(orderId, untouched);
}

async function heardLast() {
  const { orderId, held } = await standingStill('payments', 'ProcessPayment');
  const about = orderId;
  const word = shop.turnstile.keepBack({ service: 'fulfilment', type: 'OrderCancelled', about });
  await isCancelled(orderId);
  await word.arrived();
  await held.letThrough();
  await eventually(async () =>
    expect(await booksOf(shop, orderId)).toMatchObject({
      charges: ['captured 1000'],
      shipments: ['arranged'],
    }),
  );
  await word.letThrough();
  await comesTo(orderId, refundedAndStopped);
}

async function shippedFirst() {
  const { orderId, held } = await standingStill('fulfilment', 'ShipmentArranged');
  await eventually(() => isTooLate(orderId));
  await held.letThrough();
  await comesTo(orderId, shipped(1_000));
}

async function draft() {
  const { body } = await customer.call('POST', '/orders/drafts', { body: { currency: 'GBP' } });
  const orderId = String(body.orderId);
  await isCancelled(orderId);
  const contact = { email: 'ada@example.com', paymentMethod: 'tok_visa' };
  const place = await customer.call('POST', `/orders/${orderId}/place`, { body: contact });
  expect(place.status).toBe(400);
  const { saga, ...books } = await booksOf(shop, orderId);
  expect({ saga, books }).toMatchObject({ saga: undefined, books: { charges: [], mails: [] } });
}

describe('a customer who cancels', () => {
  allAtOnce({
    'before fulfilment has heard of the order': heardFirst,
    'before anything is reserved': cancelledBefore('inventory', 'ReserveInventory', untouched),
    'when all is reserved': cancelledBefore('fulfilment', 'InventoryReserved', untouched),
    'before the payment': cancelledBefore('payments', 'ProcessPayment', untouched),
    'when the payment is made': cancelledBefore('fulfilment', 'PaymentProcessed', refunded),
    'before a carrier is found': cancelledBefore('shipping', 'ArrangeShipping', refunded),
    'when a carrier is found': cancelledBefore('orders', 'ShipmentArranged', refundedAndStopped),
    'while the provider is about to charge': cancelledDuring(
      ...(['payments', 'ProcessPayment', 'call', '/payments/payment-', untouched] as const),
    ),
    'while the provider has charged and not said so': cancelledDuring(
      ...(['payments', 'ProcessPayment', 'answer', '/payments/payment-', refunded] as const),
    ),
    'while the carrier is asked': cancelledDuring(
      ...(['shipping', 'ArrangeShipping', 'call', '/parcels/shipment-', refunded] as const),
    ),
    'while the carrier has agreed and not said so': cancelledDuring(
      ...([
        'shipping',
        'ArrangeShipping',
        'answer',
        '/parcels/shipment-',
        refundedAndStopped,
      ] as const),
    ),
    'and whose word comes when all else is done': heardLast,
    'what is shipped, is too late': shippedFirst,
    'what was never placed': draft,
  });
});

describe('customers who cancel at any instant', () => {
  const instants = [
    ['fulfilment', 'OrderPlaced'],
    ['inventory', 'ReserveInventory'],
    ['fulfilment', 'InventoryReserved'],
    ['payments', 'ProcessPayment'],
    ['orders', 'PaymentProcessed'],
    ['fulfilment', 'PaymentProcessed'],
    ['shipping', 'ArrangeShipping'],
    ['orders', 'ShipmentArranged'],
    ['orders', 'ShipmentArranged'],
    ['orders', 'ShipmentArranged'],
    ['fulfilment', 'ShipmentArranged'],
    ['fulfilment', 'OrderShipped'],
  ] as const;
  const ofEach = 6;

  it('get all or nothing', async () => {
    await stockUp(shop, { raced: 1_000 });
    const orders = Array.from({ length: instants.length * ofEach }, async (_, i) => {
      const [service, type] = instants[i % instants.length] ?? instants[0];
      const correlationId = `raced-${i}`;
      const placed = place(customer, {
        items: [{ productId: 'raced', quantity: 1 }],
        correlationId,
      });
      const instant = { service, type, about: correlationId };
      const answer = await shop.turnstile.atInstantOf(instant, async () =>
        cancel(customer, await placed),
      );
      return { orderId: await placed, isShipped: answer.status === 409 };
    });
    const all = await Promise.all(orders);
    const sold = all.filter(({ isShipped }) => isShipped).length;
    expect(sold).toBeGreaterThan(0);
    expect(sold).toBeLessThan(all.length);

    for (const { orderId, isShipped } of all) {
      const books = await eventually(async () => {
        const now = await booksOf(shop, orderId);
        expect(now.saga).toBe(isShipped ? 'completed' : 'cancelled');
        expect(now.mails).toHaveLength(2);
        return now;
      });
      const expected = isShipped
        ? shipped(500)
        : changedMyMind({
            charges: books.charges.map(() => 'refunded 500').slice(0, 1),
            shipments: books.shipments.map(() => 'cancelled').slice(0, 1),
          });
      expect(books).toEqual(expected);
      endings.set(orderId, books);
    }
    await eventually(async () =>
      expect(await stockOf(shop, 'raced')).toEqual(stock('raced', 1_000 - sold, sold)),
    );
    // Seventy-two orders at once, on machines that may have other things to do.
  }, 90_000);
});

it('leaves no message behind, every order as it ended and all stock for sale', async () => {
  await eventually(async () => expect(await messagesLeft(shop)).toEqual({}));
  expect(endings.size).toBe(13 + 72);
  for (const [orderId, books] of endings) expect(await booksOf(shop, orderId)).toEqual(books);
  expect(await stockOf(shop, 'thing')).toEqual(stock('thing', 998, 2));
});
