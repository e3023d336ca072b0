import { StockReceived } from '@waybill/contracts/inventory-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { receipt } from './receipt.ts';

const given = specification(receipt);
const goods = { productId: 'LAMP', quantity: 12, reference: 'delivery-1' };
const book = { type: 'book', ...goods } as const;

describe('a receipt of goods', () => {
  it('is booked', () => given().when(book).then(StockReceived(goods)));
  it('is booked only once', () => given(StockReceived(goods)).when(book).thenNothing());
  it('is not another delivery by the same reference', () =>
    given(StockReceived(goods))
      .when({ ...book, quantity: 13 })
      .thenRejected('reference-is-of-another-receipt'));
  it('decides nothing twice', () =>
    decidesOnce(
      receipt,
      fc.integer({ min: 1, max: 3 }).map((quantity) => ({ ...book, quantity })),
    ));
});
