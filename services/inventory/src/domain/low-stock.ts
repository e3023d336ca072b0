import { Type } from '@sinclair/typebox';
import { privateEvent, type EntryOf } from '@waybill/contracts/contract';
import { StockRanLow } from '@waybill/contracts/inventory-events';
import { ProductId } from '@waybill/contracts/values';
import type { Decider } from '@waybill/kernel/decider';

/** There is enough again, so that the next shortage is told anew. */
export const StockRecovered = privateEvent('StockRecovered', 1, {
  productId: ProductId,
  available: Type.Integer({ minimum: 0 }),
});

export const lowStockContracts = [StockRanLow, StockRecovered] as const;
export type LowStockEvent = EntryOf<(typeof lowStockContracts)[number]>;

export interface LowStock {
  readonly isLow: boolean;
}

export interface LowStockCommand {
  readonly type: 'observe';
  readonly productId: string;
  readonly available: number;
  /** So many pieces, or fewer, are low. */
  readonly threshold: number;
}

/** Whether somebody was told that a product is running low. */
export const lowStock: Decider<LowStock, LowStockCommand, LowStockEvent> = {
  initial: { isLow: false },

  decide(command, { isLow }) {
    const isLowNow = command.available <= command.threshold;
    if (isLowNow === isLow) return [];
    return [isLowNow ? StockRanLow(command) : StockRecovered(command)];
  },

  evolve(_, event) {
    return { isLow: event.type === 'StockRanLow' };
  },
};
