import { StockRanLow } from '@waybill/contracts/inventory-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { lowStock, StockRecovered, type LowStockCommand } from './low-stock.ts';

const given = specification(lowStock);
const productId = 'LAMP';
const observe = (available: number): LowStockCommand => ({
  type: 'observe',
  productId,
  available,
  threshold: 5,
});
const ranLow = StockRanLow({ productId, available: 5 });
const recovered = StockRecovered({ productId, available: 6 });

describe('a product that runs low', () => {
  it('is told when only so many are left', () => {
    given().when(observe(6)).thenNothing();
    given().when(observe(5)).then(ranLow);
  });
  it('is told once, however few are left', () => given(ranLow).when(observe(0)).thenNothing());
  it('is told anew after there was enough again', () => {
    given(ranLow).when(observe(6)).then(recovered);
    given(ranLow, recovered).when(observe(5)).then(ranLow);
  });
  it('decides nothing twice', () => decidesOnce(lowStock, fc.nat(10).map(observe)));
});
