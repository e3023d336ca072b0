import { ProductListed } from '@waybill/contracts/catalog-events';
import { OrderPlaced } from '@waybill/contracts/order-events';
import { useComponent } from '../infra/local/component/component.ts';
import { messageOf } from '../infra/local/component/message.ts';
import { soon } from '../infra/local/component/soon.ts';
import type { PriceRow } from './orders/src/price-list.ts';

/** Any service would do: what becomes of a message is decided for all alike. */
const orders = useComponent('orders');

const lamp = { productId: 'LAMP', name: 'Lamp', unitPrice: 255, currency: 'GBP' };
const priceOf = (productId: string) => orders.table<PriceRow>('product-prices').get({ productId });
const outcomes = (outcome: string) => orders.metric('waybill_messages_total', { outcome });

/** The reason with which a message lies among the dead letters. */
async function reasonOf(body: string): Promise<string | undefined> {
  const letter = (await orders.deadLetters()).find(({ Body }) => Body === body);
  return letter?.MessageAttributes?.Reason?.StringValue;
}

/** Fails the next writes, as many as there are errors. */
function failWrites(...errors: Error[]): void {
  orders.intercept(({ operation }, next) => {
    const error = operation === 'PutItem' ? errors.shift() : undefined;
    return error ? Promise.reject(error) : next();
  });
}

describe('a message', () => {
  it('is handled although it says more than its contract', async () => {
    const body = JSON.parse(messageOf(ProductListed(lamp))) as { detail: object };
    const more = { ...body, 'replay-name': 'r', detail: { ...body.detail, colour: 'red' } };
    await orders.receives(JSON.stringify(more));
    await orders.settled();
    expect(await priceOf('LAMP')).toMatchObject({ unitPrice: 255 });
  });

  it.each([
    ['no JSON', 'not JSON', 'JSON'],
    ['JSON of nothing', 'null', 'not a message of the bus'],
    [
      'without metadata',
      JSON.stringify({ 'detail-type': 'ProductListed', detail: {} }),
      'metadata',
    ],
    [
      'that nobody asked for',
      messageOf(
        OrderPlaced({
          ...{ orderId: 'ord-1', customerId: 'cust-1', currency: 'GBP', total: 5 },
          items: [{ productId: 'LAMP', quantity: 1, unitPrice: 5 }],
        }),
      ),
      'orders does not hear OrderPlaced',
    ],
    [
      'with wrong data',
      messageOf(ProductListed({ ...lamp, unitPrice: -1 })),
      'ProductListed/unitPrice',
    ],
    [
      'of a version that is not known yet',
      messageOf(ProductListed(lamp), { schemaVersion: 2 }),
      'schema version 2',
    ],
  ])('%s goes to the dead letters at once, with the reason', async (_, body, reason) => {
    const before = await outcomes('dead');
    await orders.receives(body);
    await orders.settled();
    expect(await reasonOf(body)).toContain(reason);
    expect(await outcomes('dead')).toBe(before + 1);
  });

  it('whose handler fails is tried again until it does not', async () => {
    const before = await outcomes('retry');
    failWrites(new Error('a bug'), new Error('a bug'), new Error('a bug'));
    await orders.hasHeard(ProductListed({ ...lamp, productId: 'VASE' }));
    expect(await priceOf('VASE')).toMatchObject({ unitPrice: 255 });
    expect(await outcomes('retry')).toBe(before + 3);
  });

  it('is kept while something is away, and handled when it is back', async () => {
    const away = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    const before = [await outcomes('unavailable'), await outcomes('retry')];
    failWrites(away(), away());
    await orders.hasHeard(ProductListed({ ...lamp, productId: 'BOWL' }));
    expect(await priceOf('BOWL')).toMatchObject({ unitPrice: 255 });
    const [unavailable = 0, retry] = before;
    expect([await outcomes('unavailable'), await outcomes('retry')]).toEqual([
      unavailable + 2,
      retry,
    ]);
  });
});

describe('a service that stops', () => {
  it('finishes and acknowledges what it has begun, and begins nothing more', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let isBegun = false;
    orders.intercept(async ({ operation, input }, next) => {
      if (operation === 'PutItem' && input.TableName === 'local-product-prices') {
        isBegun = true;
        await finished;
      }
      return next();
    });
    await orders.hears(ProductListed({ ...lamp, productId: 'JUG' }));
    await soon(() => expect(isBegun).toBe(true));
    const order: string[] = [];
    const stopped = orders.stop().then(() => order.push('stopped'));
    await orders.hears(ProductListed({ ...lamp, productId: 'LATE' }));
    order.push('finished');
    finish();
    await stopped;
    expect(order).toEqual(['finished', 'stopped']);
    expect(await priceOf('JUG')).toMatchObject({ unitPrice: 255 });
    expect(await priceOf('LATE')).toBeUndefined();
    const left = await orders.takes('orders');
    expect(left.map((body) => /JUG|LATE/.exec(body)?.[0])).toEqual(['LATE']);
  });
});
