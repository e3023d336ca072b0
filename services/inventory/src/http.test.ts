import { StockReceived } from '@waybill/contracts/inventory-events';
import { ReserveInventory } from '@waybill/contracts/commands';
import { useComponent } from '../../../infra/local/component/component.ts';
import { soon } from '../../../infra/local/component/soon.ts';

const inventory = useComponent('inventory', { environment: { LOW_STOCK_THRESHOLD: '3' } });
const staff = () => inventory.client('mia', 'staff');

async function receive(productId: string, quantity: number, reference: string) {
  return (await staff()).post(`/stock/${productId}/receipts`).send({ quantity, reference });
}

describe('the response to a receipt of goods', () => {
  it('is the stock after it', async () => {
    const answer = await receive('LAMP', 12, 'delivery-1');
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ productId: 'LAMP', available: 12, reserved: 0, sold: 0 });
    expect((await receive('LAMP', 3, 'delivery-2')).body).toMatchObject({ available: 15 });
    expect((await (await staff()).get('/stock/LAMP')).body).toMatchObject({ available: 15 });
  });

  it('is the same however often a reference is booked, also at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => receive('VASE', 5, 'delivery-1')),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect((await receive('VASE', 5, 'delivery-1')).body).toMatchObject({ available: 5 });
  });

  it('is a 409 where the reference is of another receipt', async () => {
    await receive('BOWL', 5, 'delivery-1');
    const answer = await receive('BOWL', 6, 'delivery-1');
    expect([answer.status, answer.body]).toEqual([
      409,
      expect.objectContaining({ code: 'reference-is-of-another-receipt' }),
    ]);
    expect((await (await staff()).get('/stock/BOWL')).body).toMatchObject({ available: 5 });
  });

  it('tells products apart that differ in case, and in where their reference begins', async () => {
    await receive('case', 1, 'a');
    await receive('CASE', 2, 'a');
    await receive('case-a', 4, '1');
    await receive('case', 8, 'a-1');
    const stocks = await Promise.all(
      ['case', 'CASE', 'case-a'].map(
        async (id) => (await (await staff()).get(`/stock/${id}`)).body as unknown,
      ),
    );
    expect(stocks).toMatchObject([{ available: 9 }, { available: 2 }, { available: 4 }]);
  });

  it('is only for staff', async () => {
    const statuses = await Promise.all(
      [inventory.client(), inventory.client('cust-1')].map(async (client) => {
        const receipt = await (await client).post('/stock/LAMP/receipts').send({});
        const stock = await (await client).get('/stock/LAMP');
        return [receipt.status, stock.status];
      }),
    );
    expect(statuses).toEqual([
      [401, 401],
      [403, 403],
    ]);
  });

  it.each([
    [{ quantity: 0, reference: 'r' }, ['/quantity']],
    [{ quantity: 1.5 }, ['/quantity', '/reference']],
    [{ quantity: 1_000_001, reference: '' }, ['/quantity', '/reference']],
  ])('to %j names every wrong field', async (body, fields) => {
    const answer = await (await staff()).post('/stock/LAMP/receipts').send(body);
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(answer.status).toBe(400);
    expect(errors.map(({ field }) => field).sort()).toEqual(fields);
  });
});

describe('the state after a receipt of goods', () => {
  it('is one commit a reference', async () => {
    const spy = await inventory.callsDuring(async () => {
      await receive('DISH', 5, 'delivery-1');
      await receive('DISH', 5, 'delivery-1');
    });
    expect(spy.TransactWriteItems).toBeLessThanOrEqual(2);
    const body: unknown = (await (await staff()).get('/stock/DISH')).body;
    expect(body).toMatchObject({ available: 5 });
  });

  it('tells that goods have come in', async () => {
    const appended: string[] = [];
    inventory.intercept(({ operation, input }, next) => {
      if (operation === 'TransactWriteItems') appended.push(JSON.stringify(input));
      return next();
    });
    await receive('TRAY', 5, 'delivery-1');
    const told = StockReceived({ productId: 'TRAY', quantity: 5, reference: 'delivery-1' });
    expect(appended).toHaveLength(1);
    expect(appended[0]).toContain(JSON.stringify(JSON.stringify(told)).slice(1, -1));
  });
});

describe('the watch over low stock', () => {
  const toldOf = async (productId: string) =>
    (await inventory.said('inventory-commits', `low-stock-${productId}`)).map(({ type }) => type);

  it('tells once when a product runs low, and anew after it recovered', async () => {
    await receive('JUG', 5, 'delivery-1');
    const take = (orderId: string) =>
      inventory.hasHeard(ReserveInventory({ orderId, items: [{ productId: 'JUG', quantity: 2 }] }));
    await take('ord-1');
    await soon(async () => expect(await toldOf('JUG')).toEqual(['StockRanLow']));
    await receive('JUG', 1, 'delivery-2');
    await soon(async () => expect(await toldOf('JUG')).toEqual(['StockRanLow', 'StockRecovered']));
    await take('ord-2');
    await soon(async () =>
      expect(await toldOf('JUG')).toEqual(['StockRanLow', 'StockRecovered', 'StockRanLow']),
    );
  });
});
