import { InvoiceReceived } from '@waybill/contracts/document-events';
import type { ProductQuantity } from '@waybill/contracts/values';
import { useComponent } from '../../../infra/local/component/component.ts';
import type { StockRow } from './stock-room.ts';

const inventory = useComponent('inventory');

const invoice = (id: string, ...goods: ProductQuantity[]) =>
  InvoiceReceived({
    invoiceId: `invoice-${id.repeat(40)}`,
    documentId: `document-${id.repeat(40)}`,
    ...{ sequencer: '01', kind: 'invoice', currency: 'EUR', payable: '10', findings: [], goods },
  });
const stockOf = async (productId: string) => {
  const row = await inventory.table<StockRow>('stock').get({ productId }, { consistent: true });
  return row && [row.available, row.received];
};

describe('the state after an invoice', () => {
  it('has every line in stock, once, though the event comes three times', async () => {
    const goods = Array.from({ length: 50 }, (_, i) => ({ productId: `I-${i}`, quantity: i + 1 }));
    const event = invoice('a', ...goods);
    await inventory.hasHeard(event, event, event);
    await inventory.hasHeard(event);
    for (const { productId, quantity } of goods) {
      expect(await stockOf(productId)).toEqual([quantity, quantity]);
    }
  });

  it('adds to what came before', async () => {
    await inventory.hasHeard(invoice('b', { productId: 'ADDS', quantity: 2 }));
    await inventory.hasHeard(invoice('c', { productId: 'ADDS', quantity: 3 }));
    expect(await stockOf('ADDS')).toEqual([5, 5]);
  });

  it('is unchanged where there are no goods', async () => {
    await inventory.hasHeard(invoice('d'));
    expect(await inventory.deadLetters()).toEqual([]);
  });

  it('is whole after a crash in the middle', async () => {
    const goods = Array.from({ length: 30 }, (_, i) => ({ productId: `K-${i}`, quantity: 7 }));
    let writes = 0;
    inventory.intercept(({ operation }, next) => {
      if (operation === 'TransactWriteItems' && (writes += 1) === 10) throw new Error('died');
      return next();
    });
    await inventory.hasHeard(invoice('e', ...goods));
    expect(writes).toBeGreaterThan(30);
    for (const { productId } of goods) expect(await stockOf(productId)).toEqual([7, 7]);
  });
});
