import { allAtOnce } from './scenario/all-at-once.ts';
import { booksOf, cancelled, shipped, stock, stockOf, type Books } from './scenario/books.ts';
import { signIn, type Caller } from './scenario/caller.ts';
import { eventually } from './scenario/eventually.ts';
import { messagesLeft, openShop, place, sagaFacts, stockUp, type Shop } from './scenario/shop.ts';

/** Short enough to miss on purpose, and long enough for whatever nobody holds up. */
const stepMs = '3000';
const patience = {
  INVENTORY_WITHIN_MS: stepMs,
  PAYMENT_WITHIN_MS: stepMs,
  SHIPPING_WITHIN_MS: stepMs,
  COMPLETION_WITHIN_MS: stepMs,
  CANCELLATION_WITHIN_MS: '1000',
  UNDO_WITHIN_MS: '1000',
  DEADLINE_POLL_MS: '50',
  PAYMENT_TIMEOUT_MS: '800',
};

let shop: Shop;
let customer: Caller;
const endings = new Map<string, { productId: string; books: Books }>();

beforeAll(async () => {
  shop = await openShop(patience);
  customer = await signIn(shop.url, 'cust-1');
  const products = [
    ...['unreachable', 'inventory', 'payment', 'shipping', 'completion'],
    ...['late-outcome', 'stuck', 'swift'],
  ];
  await stockUp(shop, Object.fromEntries(products.map((productId) => [productId, 9])));
});

afterAll(() => shop.close());

/** An order whose messages of a type lie in front of a service. */
async function heldUp(productId: string, service: string, type: string) {
  const correlationId = `held-up-${productId}`;
  const held = shop.turnstile.keepBack({ service, type, about: correlationId });
  const orderId = await place(customer, { items: [{ productId, quantity: 2 }], correlationId });
  await held.arrived();
  return { orderId, held };
}

async function comesTo(orderId: string, productId: string, books: Books) {
  await eventually(async () => expect(await booksOf(shop, orderId)).toEqual(books));
  endings.set(orderId, { productId, books });
}

/** The step comes after all, when the order is cancelled and everything undone. */
async function overdue(step: string, service: string, type: string, books: Books) {
  const { orderId, held } = await heldUp(step, service, type);
  await comesTo(orderId, step, books);
  await held.letThrough();
}

async function unreachable() {
  const items = [{ productId: 'unreachable', quantity: 2 }];
  const orderId = await place(customer, { items, paymentMethod: 'tok_unreachable' });
  await comesTo(orderId, 'unreachable', cancelled('payment-is-overdue'));
  const lookup = await shop.nobody.call('GET', `/sandbox/payments/payment-${orderId}`);
  expect(lookup.status).toBe(404);
}

async function stuckUndo() {
  const { orderId, held } = await heldUp('stuck', 'shipping', 'ArrangeShipping');
  const about = orderId;
  const undo = shop.turnstile.keepBack({ service: 'inventory', type: 'ReleaseInventory', about });
  await eventually(async () => {
    const types = (await sagaFacts(shop, orderId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ReleaseInventory')).toHaveLength(5);
    expect(types.at(-1)).toBe('AttentionNeeded');
  });
  expect(await stockOf(shop, 'stuck')).toMatchObject({ available: 7, reserved: 2 });
  await Promise.all([undo.letThrough(), held.letThrough()]);
  await comesTo(orderId, 'stuck', cancelled('shipping-is-overdue', { charges: [refunded] }));
}

const refunded = 'refunded 1000';
const everythingUndone = { charges: [refunded], shipments: ['cancelled'] };

allAtOnce({
  'charges nothing where the payment provider never answers': unreachable,
  'cancels an order whose stock is not reserved in time': () =>
    overdue('inventory', 'inventory', 'ReserveInventory', cancelled('inventory-is-overdue')),
  'cancels an order that is not charged in time': () =>
    overdue('payment', 'payments', 'ProcessPayment', cancelled('payment-is-overdue')),
  'cancels an order for which no carrier is found in time': () => {
    const books = cancelled('shipping-is-overdue', { charges: [refunded] });
    return overdue('shipping', 'shipping', 'ArrangeShipping', books);
  },
  'undoes a step whose outcome comes too late': () => {
    const books = cancelled('payment-is-overdue', { charges: [refunded] });
    return overdue('late-outcome', 'fulfilment', 'PaymentProcessed', books);
  },
  'undoes everything where all is done and the order does not ship': () => {
    const books = cancelled('completion-is-overdue', everythingUndone);
    return overdue('completion', 'orders', 'ShipmentArranged', books);
  },
  'asks for an undo five times, then for a person, and goes on when it comes': stuckUndo,
  'ships what nobody holds up, in spite of short deadlines': async () => {
    const orderId = await place(customer, { items: [{ productId: 'swift', quantity: 9 }] });
    await eventually(async () => expect(await booksOf(shop, orderId)).toEqual(shipped(4_500)));
  },
});

it('leaves no message behind, every order as it ended and all stock for sale', async () => {
  await eventually(async () => expect(await messagesLeft(shop)).toEqual({}));
  expect(endings.size).toBe(7);
  for (const [orderId, { productId, books }] of endings) {
    expect(await booksOf(shop, orderId)).toEqual(books);
    expect(await stockOf(shop, productId)).toEqual(stock(productId, 9, 0));
  }
});
