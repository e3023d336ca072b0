import { productsOf } from './parts.ts';
import type { Reservation } from './reservation.ts';
import type { ReservationEvent } from './reservation-facts.ts';

/** What one decision changes in the stock of one product. */
export interface StockMovement {
  readonly productId: string;
  readonly available?: number;
  readonly sold?: number;
}

/** What the events change in the stock. */
export function movementsOf(
  { items }: Pick<Reservation, 'items'>,
  events: readonly ReservationEvent[],
): StockMovement[] {
  const planned = events.find((event) => event.type === 'ReservationPlanned');
  const all = planned ? planned.data.items : items;
  return events.flatMap((event): StockMovement[] => {
    switch (event.type) {
      case 'PartTaken':
        return productsOf(all, event.data.part).map(({ productId, quantity }) => ({
          productId,
          available: -quantity,
        }));
      case 'PartGivenBack':
        return productsOf(all, event.data.part).map(({ productId, quantity }) => ({
          productId,
          available: quantity,
        }));
      case 'PartSold':
        return productsOf(all, event.data.part).map(({ productId, quantity }) => ({
          productId,
          sold: quantity,
        }));
      default:
        return [];
    }
  });
}
