import {
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from '@waybill/contracts/inventory-events';
import type { ProductQuantity } from '@waybill/contracts/values';
import type { Decider } from '@waybill/kernel/decider';
import { mergedByProduct, partCount } from './parts.ts';
import {
  GivingBack,
  PartGivenBack,
  PartSold,
  PartTaken,
  ReservationPlanned,
  type ReservationEvent,
} from './reservation-facts.ts';

/** A product of which there is not enough. */
export interface Shortage {
  readonly productId: string;
  readonly requested: number;
  readonly available: number;
}

export interface Reservation {
  readonly status: 'new' | 'taking' | 'reserved' | 'giving-back' | 'failed' | 'released';
  readonly items: readonly ProductQuantity[];
  /** Parts 0 to `taken` − 1 were set aside; of these, `givenBack` are for sale again and `sold` have left. */
  readonly taken: number;
  readonly givenBack: number;
  readonly sold: number;
  readonly isReleased: boolean;
  readonly shortages: readonly Shortage[];
}

export type ReservationCommand =
  | {
      readonly type: 'reserve';
      readonly orderId: string;
      readonly items: readonly ProductQuantity[];
    }
  | { readonly type: 'fail'; readonly orderId: string; readonly shortages: readonly Shortage[] }
  | { readonly type: 'release'; readonly orderId: string }
  | { readonly type: 'sell' };

/**
 * What is set aside for one order. Each decision is one transaction's worth, and the same command is given again until
 * it decides nothing: an order over many products is reserved part by part, and whoever comes back to it goes on.
 */
export const reservation: Decider<Reservation, ReservationCommand, ReservationEvent> = {
  initial: {
    status: 'new',
    items: [],
    taken: 0,
    givenBack: 0,
    sold: 0,
    isReleased: false,
    shortages: [],
  },

  decide(command, state) {
    switch (command.type) {
      case 'reserve':
        if (state.status === 'new') return plan(command);
        if (state.status === 'taking') return take(command.orderId, state);
        return state.status === 'giving-back' ? giveBack(command.orderId, state) : [];
      case 'fail':
        return fail(command, state);
      case 'release':
        return release(command.orderId, state);
      case 'sell':
        if (state.status !== 'reserved' || state.sold === state.taken) return [];
        return [PartSold({ part: state.sold })];
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'ReservationPlanned':
        return { ...state, status: 'taking', items: event.data.items };
      case 'PartTaken':
        return { ...state, taken: state.taken + 1 };
      case 'InventoryReserved':
        return { ...state, status: 'reserved' };
      case 'GivingBack':
        return {
          ...state,
          status: 'giving-back',
          isReleased: state.isReleased || event.data.because === 'released',
          shortages: event.data.shortages,
        };
      case 'PartGivenBack':
        return { ...state, givenBack: state.givenBack + 1 };
      case 'PartSold':
        return { ...state, sold: state.sold + 1 };
      case 'InventoryReservationFailed':
        return { ...state, status: 'failed' };
      case 'InventoryReleased':
        return { ...state, status: 'released', isReleased: true };
    }
  },
};

function plan({ orderId, items }: { orderId: string; items: readonly ProductQuantity[] }) {
  const merged = mergedByProduct(items);
  const planned = ReservationPlanned({ items: merged });
  // A plan of one part needs no commit of its own.
  return partCount(merged) === 1
    ? [planned, PartTaken({ part: 0 }), InventoryReserved({ orderId })]
    : [planned];
}

function take(orderId: string, { items, taken }: Reservation): ReservationEvent[] {
  const isLast = taken === partCount(items) - 1;
  const event = PartTaken({ part: taken });
  return isLast ? [event, InventoryReserved({ orderId })] : [event];
}

function fail(
  { orderId, shortages }: { orderId: string; shortages: readonly Shortage[] },
  state: Reservation,
): ReservationEvent[] {
  if (state.status === 'giving-back') return giveBack(orderId, state);
  if (state.status !== 'new' && state.status !== 'taking') return [];
  if (state.taken === 0) return [failed(orderId, shortages)];
  return beginGivingBack(orderId, state, 'failed', shortages);
}

/** A release wins over everything: recorded first, it refuses a reservation that comes later. */
function release(orderId: string, state: Reservation): ReservationEvent[] {
  if (state.status === 'released' || state.sold > 0) return [];
  if (state.taken === state.givenBack) return [InventoryReleased({ orderId })];
  if (state.status === 'giving-back' && state.isReleased) return giveBack(orderId, state);
  return beginGivingBack(orderId, state, 'released', state.shortages);
}

function beginGivingBack(
  orderId: string,
  state: Reservation,
  because: 'failed' | 'released',
  shortages: readonly Shortage[],
): ReservationEvent[] {
  const begun = GivingBack({ because, shortages: shortages.slice(0, 100) });
  return [begun, ...giveBack(orderId, reservation.evolve(state, begun))];
}

/** One part more; with the last, the outcome. */
function giveBack(orderId: string, state: Reservation): ReservationEvent[] {
  const { givenBack, taken, isReleased, shortages } = state;
  const event = PartGivenBack({ part: givenBack });
  if (givenBack < taken - 1) return [event];
  return [event, isReleased ? InventoryReleased({ orderId }) : failed(orderId, shortages)];
}

function failed(orderId: string, shortages: readonly Shortage[]): ReservationEvent {
  const reason = 'insufficient-stock';
  return InventoryReservationFailed({ orderId, reason, shortages: shortages.slice(0, 100) });
}
