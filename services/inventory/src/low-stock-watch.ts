import type { Aggregate } from '@waybill/runtime/aggregate';
import type { ChangeRecord } from '@waybill/runtime/stream/change-record';
import type { LowStock, LowStockCommand, LowStockEvent } from './domain/low-stock.ts';
import type { Stock } from './stock-room.ts';

/** What the watch works with. */
export interface Adapters {
  readonly watched: Aggregate<LowStock, LowStockCommand, LowStockEvent>;
  /** The stock as it is now, not as a change says it was. */
  readonly stockOf: (productId: string) => Promise<Stock | undefined>;
  /** The stock table's name in AWS. */
  readonly stockTable: string;
  readonly threshold: number;
}

/**
 * Tells when a product runs low. Changes come in any order, so that one which crosses the threshold is only a hint
 * to look: what is told follows from the stock itself.
 */
export function createLowStockWatch({ watched, stockOf, stockTable, threshold }: Adapters) {
  const crosses = ({ oldImage, newImage }: ChangeRecord): boolean => {
    const isLow = (image: ChangeRecord['newImage']): boolean =>
      image !== undefined && Number(image.available ?? 0) <= threshold;
    return isLow(oldImage) !== isLow(newImage);
  };

  return async function handle(changes: readonly ChangeRecord[]): Promise<void> {
    const crossing = changes.filter((change) => change.table === stockTable && crosses(change));
    const productIds = new Set(crossing.map(({ newImage }) => String(newImage?.productId)));
    await Promise.all(
      [...productIds].map(async (productId) => {
        // Told something, the stock is looked at again: others may have told of an older sight in between.
        for (let told = 1; told > 0;) {
          const stock = await stockOf(productId);
          if (!stock) return;
          const command = { type: 'observe', threshold, ...stock } as const;
          const { events } = await watched.execute(`low-stock-${productId}`, command);
          told = events.length;
        }
      }),
    );
  };
}
