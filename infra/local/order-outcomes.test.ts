import { allAtOnce } from './scenario/all-at-once.ts';
import { booksOf, cancelled, shipped, stock, stockOf, type Books } from './scenario/books.ts';
import { signIn, type Caller } from './scenario/caller.ts';
import { eventually } from './scenario/eventually.ts';
import {
  ask,
  fillShelves,
  messagesLeft,
  openShop,
  place,
  stockUp,
  type Shop,
  type Wish,
} from './scenario/shop.ts';

/** More products than one transaction takes, twenty times over. */
const longList = Array.from({ length: 2_000 }, (_, i) => `L${String(i).padStart(4, '0')}`);
/** Far from low: two thousand products that run low at once would be told of one by one. */
const piecesOfEach = 1_000;
const oneOfEach = (productIds: readonly string[]) =>
  productIds.map((productId) => ({ productId, quantity: 1 }));

const products = [
  ...['happy', 'happy-twice', 'nowhere', 'nowhere-twice', 'overtaken', 'declined', 'flaky'],
  ...['rare', 'lines', 'last'],
];

let shop: Shop;
let customer: Caller;
/** What each order came to. Nothing may happen to it afterwards. */
const endings = new Map<string, Books>();

beforeAll(async () => {
  shop = await openShop();
  customer = await signIn(shop.url, 'cust-1');
  await Promise.all([
    stockUp(shop, { ...Object.fromEntries(products.map((id) => [id, 9])), M0150: 0 }),
    fillShelves(shop, longList, piecesOfEach),
  ]);
});

afterAll(() => shop.close());

async function comesTo(wish: Wish, books: Books): Promise<string> {
  const orderId = await place(customer, wish);
  await eventually(async () => expect(await booksOf(shop, orderId)).toEqual(books));
  endings.set(orderId, books);
  return orderId;
}

/** An order for two of a product of which there are nine. */
async function two(productId: string, wish: Partial<Wish>, books: Books): Promise<string> {
  const orderId = await comesTo({ items: [{ productId, quantity: 2 }], ...wish }, books);
  await stockBecomes(productId, ...(books.status === 'shipped' ? [7, 2] : [9, 0]));
  return orderId;
}

const stockBecomes = (productId: string, available = 0, sold = 0) =>
  eventually(async () =>
    expect(await stockOf(shop, productId)).toEqual(stock(productId, available, sold)),
  );

async function happy() {
  const orderId = await two('happy', {}, shipped(1_000));
  const { body: order } = await customer.call('GET', `/orders/${orderId}`);
  const { body } = await customer.call('GET', `/orders/${orderId}/history`);
  expect(body.state).toEqual(order);
  const types = (body.events as { type: string }[]).map(({ type }) => type);
  expect(types.filter((type) => type !== 'OrderStatusChanged')).toEqual([
    'OrderPlaced',
    'OrderConfirmed',
    'OrderShipped',
  ]);
}

async function everythingTwice() {
  shop.turnstile.repeat('repeated');
  const wish = { correlationId: 'repeated' };
  await two('happy-twice', wish, shipped(1_000));
  const undone = cancelled('undeliverable-address', { charges: ['refunded 1000'] });
  await two('nowhere-twice', { ...wish, postalCode: '00000' }, undone);
}

async function overtaken() {
  const about = 'overtaken';
  const held = shop.turnstile.keepBack({ service: 'orders', type: 'PaymentProcessed', about });
  await two('overtaken', { correlationId: about }, shipped(1_000));
  await held.letThrough();
}

async function sameProduct() {
  const lines = [4, 4].map((quantity) => ({ productId: 'lines', quantity }));
  await comesTo({ items: lines }, shipped(4_000));
  await stockBecomes('lines', 1, 8);
  await comesTo({ items: [...lines, ...lines] }, cancelled('insufficient-stock'));
  await stockBecomes('lines', 1, 8);
}

async function lastPieces() {
  const wishes = Array.from({ length: 12 }, () => place(customer, { items: oneOfEach(['last']) }));
  const orderIds = await Promise.all(wishes);
  const books = await eventually(async () => {
    const all = await Promise.all(orderIds.map((orderId) => booksOf(shop, orderId)));
    expect(all.filter(({ mails, saga }) => mails.length === 2 && saga)).toHaveLength(12);
    return all;
  });
  expect(books.filter(({ status }) => status === 'shipped')).toEqual(Array(9).fill(shipped(500)));
  const others = books.filter(({ status }) => status !== 'shipped');
  expect(others).toEqual(Array(3).fill(cancelled('insufficient-stock')));
  await stockBecomes('last', 0, 9);
}

describe('an order', () => {
  allAtOnce({
    'ships, and tells its whole history': happy,
    'ships once, or is undone once, though every message comes twice': everythingTwice,
    'ships also where the payment is heard of last': overtaken,
    'is cancelled when the card is declined': () =>
      two('declined', { paymentMethod: 'tok_declined' }, cancelled('card-declined')),
    'is charged once where the payment provider fails at first': () =>
      two('flaky', { paymentMethod: 'tok_flaky' }, shipped(1_000)),
    'is paid back where no carrier can deliver': () => {
      const books = cancelled('undeliverable-address', { charges: ['refunded 1000'] });
      return two('nowhere', { postalCode: '00000' }, books);
    },
    'is charged nothing for what is not there': () => {
      const items = [{ productId: 'rare', quantity: 10 }];
      return two('rare', { items }, cancelled('insufficient-stock'));
    },
    'takes the same product on several lines as one': sameProduct,
    'gets the last pieces once, or not': lastPieces,
  });
});

describe('an order over more products than one transaction holds', () => {
  it('ships with 592 and with 2,000 lines', async () => {
    await Promise.all([
      comesTo({ items: oneOfEach(longList.slice(0, 592)) }, shipped(592 * 500)),
      comesTo({ items: oneOfEach(longList) }, shipped(2_000 * 500)),
    ]);
    await stockBecomes('L0591', piecesOfEach - 2, 2);
    await stockBecomes('L0592', piecesOfEach - 1, 1);
    await stockBecomes('L1999', piecesOfEach - 1, 1);
  });

  it('leaves nothing set aside where one of 250 is missing', async () => {
    const before = await stockOf(shop, 'L0000');
    const items = oneOfEach([...longList.slice(0, 249), 'M0150']);
    await comesTo({ items }, cancelled('insufficient-stock'));
    for (const productId of longList.slice(0, 249)) {
      expect(await stockOf(shop, productId)).toEqual({ ...before, productId });
    }
  });

  it('is refused with 2,001 lines', async () => {
    const items = oneOfEach([...longList, 'M0150']);
    const { status, body } = await ask(customer, { items });
    expect({ status, errors: body.errors }).toMatchObject({
      status: 400,
      errors: [{ field: '/items' }],
    });
  });
});

it('leaves no message behind, and every order as it ended', async () => {
  await eventually(async () => expect(await messagesLeft(shop)).toEqual({}));
  expect(endings.size).toBeGreaterThan(8);
  for (const [orderId, books] of endings) expect(await booksOf(shop, orderId)).toEqual(books);
});
