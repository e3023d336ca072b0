import { createHash } from 'node:crypto';
import type { ProductQuantity } from '@waybill/contracts/values';
import { WritesRefused, type Aggregate } from '@waybill/runtime/aggregate';
import type { Table } from '@waybill/runtime/table';
import type { AddWrite } from '@waybill/runtime/writes';
import type { Receipt, ReceiptCommand, ReceiptEvent } from './domain/receipt.ts';
import type { Reservation, ReservationCommand, Shortage } from './domain/reservation.ts';
import type { ReservationEvent } from './domain/reservation-facts.ts';
import type { StockMovement } from './domain/stock-movement.ts';

/** The counters of a product. */
export interface StockRow {
  readonly productId: string;
  readonly available?: number;
  readonly received?: number;
  readonly sold?: number;
}

/** A product's stock as staff see it. */
export interface Stock {
  readonly productId: string;
  readonly available: number;
  readonly reserved: number;
  readonly sold: number;
}

/** What the stock room works with. */
export interface Adapters {
  readonly reservations: Aggregate<Reservation, ReservationCommand, ReservationEvent>;
  readonly receipts: Aggregate<Receipt, ReceiptCommand, ReceiptEvent>;
  readonly stock: Table<StockRow>;
}

/** Products of one delivery that are booked together; each is a transaction of its own. */
const bookedAtOnce = 20;

/** Sets goods aside, gives them back, sends them out and takes them in. */
export class StockRoom {
  readonly #adapters: Adapters;

  constructor(adapters: Adapters) {
    this.#adapters = adapters;
  }

  /** Sets aside all of the items, or none. */
  async reserve(orderId: string, items: readonly ProductQuantity[]): Promise<void> {
    try {
      await this.#untilDone(orderId, { type: 'reserve', orderId, items }, true);
    } catch (error) {
      if (!(error instanceof WritesRefused)) throw error;
      await this.#untilDone(orderId, { type: 'fail', orderId, shortages: shortagesOf(error) });
    }
  }

  /** Gives back what is set aside, and sees to it that nothing is set aside later. */
  release(orderId: string): Promise<void> {
    return this.#untilDone(orderId, { type: 'release', orderId });
  }

  /** Counts what was set aside as sold. */
  sell(orderId: string): Promise<void> {
    return this.#untilDone(orderId, { type: 'sell' });
  }

  /** Takes goods in, once a reference. */
  async receive(productId: string, quantity: number, reference: string): Promise<Stock> {
    await this.#book(productId, quantity, reference);
    return (await this.stockOf(productId)) ?? { productId, available: 0, reserved: 0, sold: 0 };
  }

  /** Takes in all of a delivery, each product once a reference: what a try has left undone, the next one finishes. */
  async receiveAll(reference: string, goods: readonly ProductQuantity[]): Promise<void> {
    for (let from = 0; from < goods.length; from += bookedAtOnce) {
      const some = goods.slice(from, from + bookedAtOnce);
      await Promise.all(some.map((each) => this.#book(each.productId, each.quantity, reference)));
    }
  }

  /** A product's stock, or `undefined` if there never was any. */
  async stockOf(productId: string): Promise<Stock | undefined> {
    const row = await this.#adapters.stock.get({ productId }, { consistent: true });
    if (!row) return undefined;
    const { available = 0, received = 0, sold = 0 } = row;
    return { productId, available, reserved: received - available - sold, sold };
  }

  async #book(productId: string, quantity: number, reference: string): Promise<void> {
    const hash = createHash('sha256')
      .update(JSON.stringify([productId, reference]))
      .digest('hex');
    const command = { type: 'book', productId, quantity, reference } as const;
    await this.#adapters.receipts.execute(`receipt-${hash.slice(0, 40)}`, command, true);
  }

  async #untilDone(orderId: string, command: ReservationCommand, isFirst = false): Promise<void> {
    const id = `reservation-${orderId}`;
    const { reservations } = this.#adapters;
    let done = await reservations.execute(id, command, isFirst);
    while (done.events.length > 0 && isUnderWay(command, done.state)) {
      done = await reservations.execute(id, command);
    }
  }
}

/** Whether the command has more to do. Saves the read that would find that it has not. */
function isUnderWay({ type }: ReservationCommand, state: Reservation): boolean {
  if (type === 'sell') return state.sold < state.taken;
  return (
    state.status === 'taking' || (state.givenBack < state.taken && state.status !== 'reserved')
  );
}

function shortagesOf({ writes, found }: WritesRefused): Shortage[] {
  return writes.flatMap((write, index) => {
    const stored = found[index];
    if (stored === undefined || write.kind !== 'add') return [];
    const { productId = '' } = write.key;
    const requested = write.atLeast?.available ?? 0;
    return [{ productId, requested, available: Number(stored?.available ?? 0) }];
  });
}

/** A movement as a write beside the commit. What is taken must be there. */
export function stockWrite({ productId, available, sold }: StockMovement): AddWrite {
  const amounts: Record<string, number> = {};
  if (available !== undefined) amounts.available = available;
  if (sold !== undefined) amounts.sold = sold;
  const isTaking = available !== undefined && available < 0;
  return {
    kind: 'add',
    table: 'stock',
    key: { productId },
    amounts,
    ...(isTaking && { atLeast: { available: -available } }),
  };
}
