import { booksOf, cancelled, shipped, stock, stockOf, type Books } from './scenario/books.ts';
import { signIn, type Caller } from './scenario/caller.ts';
import { eventually } from './scenario/eventually.ts';
import { messagesLeft, openShop, place, sagaFacts, stockUp, type Shop } from './scenario/shop.ts';

/** Short enough to miss on purpose, and long enough for whatever nobody holds up. */
const stepMs = '2000';
const patience = {
  INVENTORY_WITHIN_MS: stepMs,
  PAYMENT_WITHIN_MS: stepMs,
  SHIPPING_WITHIN_MS: stepMs,
  COMPLETION_WITHIN_MS: stepMs,
  CANCELLATION_WITHIN_MS: '500',
  UNDO_WITHIN_MS: '500',
  DEADLINE_POLL_MS: '50',
  PAYMENT_TIMEOUT_MS: '800',
};

let shop: Shop;
let customer: Caller;

beforeAll(async () => {
  shop = await openShop(patience);
  customer = await signIn(shop.url, 'cust-1');
  const products = ['unreachable', 'inventory', 'payment', 'shipping', 'completion', 'stuck'];
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

const comesTo = (orderId: string, books: Books) =>
  eventually(async () => expect(await booksOf(shop, orderId)).toEqual(books));

/** What is let through too late changes nothing, and all of it is unreserved. */
async function staysAt(orderId: string, productId: string, books: Books) {
  await eventually(async () => expect(await messagesLeft(shop)).toEqual({}));
  expect(await booksOf(shop, orderId)).toEqual(books);
  expect(await stockOf(shop, productId)).toEqual(stock(productId, 9, 0));
}

it('cancels an order whose payment provider never answers, and charges nothing', async () => {
  const items = [{ productId: 'unreachable', quantity: 2 }];
  const orderId = await place(customer, { items, paymentMethod: 'tok_unreachable' });
  await comesTo(orderId, cancelled('payment-is-overdue'));
  const lookup = await shop.nobody.call('GET', `/sandbox/payments/payment-${orderId}`);
  expect(lookup.status).toBe(404);
  await staysAt(orderId, 'unreachable', cancelled('payment-is-overdue'));
});

it.each([
  ['inventory', 'ReserveInventory', {}],
  ['payment', 'ProcessPayment', {}],
  ['shipping', 'ArrangeShipping', { charges: ['refunded 1000'] }],
])('cancels an order whose %s is overdue, also where the step comes later', async (...row) => {
  const [step, type, undone] = row;
  const service = step === 'payment' ? 'payments' : step;
  const { orderId, held } = await heldUp(step, service, type);
  const books = cancelled(`${step}-is-overdue`, undone);
  await comesTo(orderId, books);
  await held.letThrough();
  await staysAt(orderId, step, books);
});

it('cancels an order that does not ship although everything is done, and undoes everything', async () => {
  const { orderId, held } = await heldUp('completion', 'orders', 'ShipmentArranged');
  const undone = { charges: ['refunded 1000'], shipments: ['cancelled'] };
  const books = cancelled('completion-is-overdue', undone);
  await comesTo(orderId, books);
  await held.letThrough();
  await staysAt(orderId, 'completion', books);
});

it('asks for an undo again, then for a person, and goes on when the undo is confirmed after all', async () => {
  const { orderId, held } = await heldUp('stuck', 'shipping', 'ArrangeShipping');
  const release = shop.turnstile.keepBack({
    service: 'inventory',
    type: 'ReleaseInventory',
    about: orderId,
  });
  await eventually(async () => {
    const types = (await sagaFacts(shop, orderId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ReleaseInventory')).toHaveLength(5);
    expect(types.at(-1)).toBe('AttentionNeeded');
  });
  expect(await stockOf(shop, 'stuck')).toMatchObject({ available: 7, reserved: 2 });
  await Promise.all([release.letThrough(), held.letThrough()]);
  const books = cancelled('shipping-is-overdue', { charges: ['refunded 1000'] });
  await comesTo(orderId, books);
  await staysAt(orderId, 'stuck', books);
});

it('ships what nobody holds up, in spite of short deadlines', async () => {
  await stockUp(shop, { swift: 5 });
  const orderId = await place(customer, { items: [{ productId: 'swift', quantity: 1 }] });
  await comesTo(orderId, shipped(500));
});
