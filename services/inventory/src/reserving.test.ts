import { ReleaseInventory, ReserveInventory } from '@waybill/contracts/commands';
import {
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from '@waybill/contracts/inventory-events';
import { OrderShipped } from '@waybill/contracts/order-events';
import type { ProductQuantity } from '@waybill/contracts/values';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import type { Stock, StockRow } from './stock-room.ts';

/** Without the watch over low stock, which would have much to tell here. */
const inventory = useComponent('inventory', { environment: { LOW_STOCK_THRESHOLD: '0' } });
let made = 0;
const newName = (what: string): string => `${what}${(made += 1)}`;

/** A product of which so many pieces have come in. */
async function stocked(pieces: number, productId = newName('LAMP-')): Promise<string> {
  const row: StockRow = { productId, available: pieces, received: pieces };
  await inventory.table<StockRow>('stock').put(row);
  return productId;
}

/** So many products, of each of which two pieces have come in. */
const stockedMany = (count: number): Promise<string[]> => {
  const name = newName('M');
  const ids = Array.from({ length: count }, (_, i) => `${name}-${String(i).padStart(3, '0')}`);
  return Promise.all(ids.map((id) => stocked(2, id)));
};

async function stockOf(productId: string): Promise<Stock> {
  const staff = await inventory.client('mia', 'staff');
  return (await staff.get(`/stock/${productId}`)).body as Stock;
}

async function stocksOf(productIds: readonly string[]): Promise<Omit<Stock, 'productId'>[]> {
  const keys = productIds.map((productId) => ({ productId }));
  const rows = await inventory.table<StockRow>('stock').getMany(keys);
  return rows.map(({ available = 0, received = 0, sold = 0 }) => {
    return { available, reserved: received - available - sold, sold };
  });
}

const said = (orderId: string) => inventory.said('inventory-commits', `reservation-${orderId}`);
/** What others hear of it. */
const told = async (orderId: string) =>
  (await said(orderId)).filter(({ kind }) => kind === 'event');

const reserve = (orderId: string, ...items: ProductQuantity[]) =>
  ReserveInventory({ orderId, items });
const one = (productId: string): ProductQuantity => ({ productId, quantity: 1 });
const release = (orderId: string) => ReleaseInventory({ orderId });
const shipped = (orderId: string) =>
  OrderShipped({
    orderId,
    customerId: 'cust-1',
    currency: 'GBP',
    total: 5,
    trackingNumber: 'T-1',
  });

describe('the state after a reservation', () => {
  it('holds every piece on one side, and tells so', async () => {
    const productId = await stocked(10);
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, { productId, quantity: 3 }));
    expect(await stockOf(productId)).toEqual({ productId, available: 7, reserved: 3, sold: 0 });
    expect(await told(orderId)).toEqual([InventoryReserved({ orderId })]);
  });

  it('is one reservation of a product that stands on several lines', async () => {
    const productId = await stocked(10);
    const line = { productId, quantity: 2 };
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, line, line, line));
    expect(await stockOf(productId)).toMatchObject({ available: 4, reserved: 6 });
  });

  it('takes more of a product than one line may ask for', async () => {
    const productId = await stocked(2_500_000);
    const line = { productId, quantity: 1_000_000 };
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, line, line));
    expect(await stockOf(productId)).toMatchObject({ available: 500_000, reserved: 2_000_000 });
  });

  it('is the same however often the command comes', async () => {
    const productId = await stocked(10);
    const orderId = newName('ord-');
    const command = reserve(orderId, one(productId));
    await inventory.hasHeard(command, command, command, command, command);
    await inventory.hasHeard(command);
    expect(await stockOf(productId)).toMatchObject({ available: 9, reserved: 1 });
    expect(await told(orderId)).toHaveLength(1);
  });

  it('over many products is taken part by part, and told once', async () => {
    const ids = await stockedMany(250);
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, ...ids.map(one)));
    expect((await said(orderId)).map(({ type }) => type)).toEqual([
      ...['ReservationPlanned', 'PartTaken', 'PartTaken', 'PartTaken', 'InventoryReserved'],
    ]);
    expect(await stocksOf(ids)).toEqual(ids.map(() => ({ available: 1, reserved: 1, sold: 0 })));
  });
});

describe('the state after a shortage', () => {
  const failure = (orderId: string, productId: string, requested: number, available: number) =>
    InventoryReservationFailed({
      orderId,
      reason: 'insufficient-stock',
      shortages: [{ productId, requested, available }],
    });

  it('holds nothing, and tells what was missing', async () => {
    const [plenty, scarce] = [await stocked(10), await stocked(2)];
    const orderId = newName('ord-');
    await inventory.hasHeard(
      reserve(orderId, { productId: plenty, quantity: 3 }, { productId: scarce, quantity: 3 }),
    );
    expect(await told(orderId)).toEqual([failure(orderId, scarce, 3, 2)]);
    expect(await stockOf(plenty)).toMatchObject({ available: 10, reserved: 0 });
    expect(await stockOf(scarce)).toMatchObject({ available: 2, reserved: 0 });
  });

  it('counts none of a product that never came in', async () => {
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, one('NEVER-SEEN')));
    expect(await told(orderId)).toEqual([failure(orderId, 'NEVER-SEEN', 1, 0)]);
    const staff = await inventory.client('mia', 'staff');
    expect((await staff.get('/stock/NEVER-SEEN')).status).toBe(404);
  });

  it('in the last of many parts has given back all the others', async () => {
    const ids = await stockedMany(249);
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, ...ids.map(one), one('ZZ-MISSING')));
    expect((await said(orderId)).map(({ type }) => type)).toEqual([
      ...['ReservationPlanned', 'PartTaken', 'PartTaken'],
      ...['GivingBack', 'PartGivenBack', 'PartGivenBack', 'InventoryReservationFailed'],
    ]);
    expect(await stocksOf(ids)).toEqual(ids.map(() => ({ available: 2, reserved: 0, sold: 0 })));
  });

  it('never sells what is not there, though many ask for the last pieces at once', async () => {
    const productId = await stocked(10);
    const orderIds = Array.from({ length: 20 }, () => newName('ord-'));
    await inventory.hasHeard(...orderIds.map((orderId) => reserve(orderId, one(productId))));
    const outcomes = (await Promise.all(orderIds.map(told))).flat().map(({ type }) => type);
    const countOf = (type: string) => outcomes.filter((each) => each === type).length;
    expect(outcomes).toHaveLength(20);
    expect(countOf('InventoryReserved')).toBe(10);
    expect(countOf('InventoryReservationFailed')).toBe(10);
    expect(await stockOf(productId)).toEqual({ productId, available: 0, reserved: 10, sold: 0 });
  });
});

describe('the state after a release', () => {
  it('has given everything back, once', async () => {
    const productId = await stocked(10);
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, one(productId)));
    await inventory.hasHeard(release(orderId), release(orderId), release(orderId));
    expect(await stockOf(productId)).toMatchObject({ available: 10, reserved: 0 });
    expect(await told(orderId)).toEqual([
      InventoryReserved({ orderId }),
      InventoryReleased({ orderId }),
    ]);
  });

  it('that overtook the reservation holds nothing, ever', async () => {
    const productId = await stocked(10);
    const orderId = newName('ord-');
    await inventory.hasHeard(release(orderId));
    await inventory.hasHeard(reserve(orderId, one(productId)));
    expect(await told(orderId)).toEqual([InventoryReleased({ orderId })]);
    expect(await stockOf(productId)).toMatchObject({ available: 10, reserved: 0 });
  });

  it('at the same time as the reservation is as if nothing had been', async () => {
    const productId = await stocked(50);
    const orderIds = Array.from({ length: 10 }, () => newName('ord-'));
    await inventory.hasHeard(
      ...orderIds.flatMap((orderId) => [reserve(orderId, one(productId)), release(orderId)]),
    );
    expect(await stockOf(productId)).toMatchObject({ available: 50, reserved: 0 });
    const ends = await Promise.all(orderIds.map(async (id) => (await told(id)).at(-1)?.type));
    expect(ends).toEqual(Array(10).fill('InventoryReleased'));
  });

  it('between two parts of a reservation wins, and gives back what was taken', async () => {
    const ids = await stockedMany(150);
    const orderId = newName('ord-');
    let transactions = 0;
    inventory.intercept(async ({ operation }, next) => {
      if (operation !== 'TransactWriteItems') return next();
      transactions += 1;
      if (transactions === 2) {
        await inventory.hears(release(orderId));
        await soon(async () => expect(await told(orderId)).toHaveLength(1));
      }
      return next();
    });
    await inventory.hasHeard(reserve(orderId, ...ids.map(one)));
    expect(await told(orderId)).toEqual([InventoryReleased({ orderId })]);
    expect(await stocksOf(ids)).toEqual(ids.map(() => ({ available: 2, reserved: 0, sold: 0 })));
  });
});

describe('the state after a shipment', () => {
  it('counts what left as sold, once', async () => {
    const productId = await stocked(10);
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, { productId, quantity: 4 }));
    await inventory.hasHeard(shipped(orderId), shipped(orderId));
    await inventory.hasHeard(shipped(orderId));
    expect(await stockOf(productId)).toEqual({ productId, available: 6, reserved: 0, sold: 4 });
  });

  it('counts all parts', async () => {
    const ids = await stockedMany(150);
    const orderId = newName('ord-');
    await inventory.hasHeard(reserve(orderId, ...ids.map(one)));
    await inventory.hasHeard(shipped(orderId));
    expect(await stocksOf(ids)).toEqual(ids.map(() => ({ available: 1, reserved: 0, sold: 1 })));
  });
});

describe('the calls of a reservation', () => {
  it('are one transaction for few products, and nothing to read before', async () => {
    const productId = await stocked(10);
    const command = reserve(newName('ord-'), one(productId));
    const calls = await inventory.callsDuring(() => inventory.hasHeard(command));
    expect(calls.TransactWriteItems).toBe(1);
    expect(calls.Query).toBeUndefined();
    expect(calls.GetItem).toBeUndefined();
  });
});
