import { Type } from '@sinclair/typebox';
import { event } from './contract.ts';
import { OrderId, ProductId, Quantity, Reason } from './values.ts';

/** Everything that the order needs is set aside for it. */
export const InventoryReserved = event('inventory-service', 'InventoryReserved', 1, {
  orderId: OrderId,
});

/** Nothing is set aside for the order. `shortages` names at most the first hundred missing products. */
export const InventoryReservationFailed = event(
  'inventory-service',
  'InventoryReservationFailed',
  1,
  {
    orderId: OrderId,
    reason: Reason,
    shortages: Type.Array(
      Type.Object({
        productId: ProductId,
        requested: Type.Integer({ minimum: 1 }),
        available: Type.Integer({ minimum: 0 }),
      }),
      { maxItems: 100 },
    ),
  },
);

/** Nothing is set aside for the order any longer, and never will be. */
export const InventoryReleased = event('inventory-service', 'InventoryReleased', 1, {
  orderId: OrderId,
});

/** Goods have arrived and can be sold. */
export const StockReceived = event('inventory-service', 'StockReceived', 1, {
  productId: ProductId,
  quantity: Quantity,
  reference: Type.String({ minLength: 1, maxLength: 100 }),
});

/** So few pieces are left that somebody should order more. */
export const StockRanLow = event('inventory-service', 'StockRanLow', 1, {
  productId: ProductId,
  available: Type.Integer({ minimum: 0 }),
});
