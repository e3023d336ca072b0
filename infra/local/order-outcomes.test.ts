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

let shop: Shop;
let customer: Caller;
/** What each order came to. Nothing may happen to it afterwards. */
const endings = new Map<string, Books>();

beforeAll(async () => {
  shop = await openShop();
  customer = await signIn(shop.url, 'cust-1');
  await Promise.all([
    stockUp(shop, { happy: 9, declined: 9, flaky: 9, nowhere: 9, twice: 9, rare: 9, M0150: 0 }),
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

const stockBecomes = (productId: string, available: number, sold: number) =>
  eventually(async () =>
    expect(await stockOf(shop, productId)).toEqual(stock(productId, available, sold)),
  );

it('ships an order that nothing speaks against, and tells its whole history', async () => {
  const orderId = await comesTo({ items: [{ productId: 'happy', quantity: 3 }] }, shipped(1_500));
  await stockBecomes('happy', 6, 3);
  const { body: order } = await customer.call('GET', `/orders/${orderId}`);
  const { body } = await customer.call('GET', `/orders/${orderId}/history`);
  expect(body.state).toEqual(order);
  const types = (body.events as { type: string }[]).map(({ type }) => type);
  expect(types.filter((type) => type !== 'OrderStatusChanged')).toEqual([
    'OrderPlaced',
    'OrderConfirmed',
    'OrderShipped',
  ]);
});

it('cancels an order whose card is declined', async () => {
  const items = oneOfEach(['declined']);
  await comesTo({ items, paymentMethod: 'tok_declined' }, cancelled('card-declined'));
  await stockBecomes('declined', 9, 0);
});

it('charges once where the payment provider fails at first', async () => {
  await comesTo({ items: oneOfEach(['flaky']), paymentMethod: 'tok_flaky' }, shipped(500));
  await stockBecomes('flaky', 8, 1);
});

it('gives the money back where no carrier can deliver', async () => {
  const undone = { charges: ['refunded 500'] };
  const items = oneOfEach(['nowhere']);
  await comesTo({ items, postalCode: '00000' }, cancelled('undeliverable-address', undone));
  await stockBecomes('nowhere', 9, 0);
});

it('charges nothing for what is not there', async () => {
  const items = [{ productId: 'rare', quantity: 10 }];
  await comesTo({ items }, cancelled('insufficient-stock'));
  await stockBecomes('rare', 9, 0);
});

it('takes the same product on several lines as one', async () => {
  const lines = [4, 4].map((quantity) => ({ productId: 'twice', quantity }));
  await comesTo({ items: lines }, shipped(4_000));
  await stockBecomes('twice', 1, 8);
  await comesTo({ items: [...lines, ...lines] }, cancelled('insufficient-stock'));
  await stockBecomes('twice', 1, 8);
});

it('sells the last pieces once, to whomever', async () => {
  await stockUp(shop, { last: 3 });
  const wishes = Array.from({ length: 12 }, () => place(customer, { items: oneOfEach(['last']) }));
  const orderIds = await Promise.all(wishes);
  const books = await eventually(async () => {
    const all = await Promise.all(orderIds.map((orderId) => booksOf(shop, orderId)));
    expect(all.filter(({ mails }) => mails.length === 2)).toHaveLength(12);
    return all;
  });
  expect(books.filter(({ status }) => status === 'shipped')).toEqual(Array(3).fill(shipped(500)));
  const others = books.filter(({ status }) => status !== 'shipped');
  expect(others).toEqual(Array(9).fill(cancelled('insufficient-stock')));
  await stockBecomes('last', 0, 3);
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
    const items = oneOfEach([...longList, 'happy']);
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
