import type { ProductQuantity } from '@waybill/contracts/values';
import { fold } from '@waybill/kernel/decider';
import fc from 'fast-check';
import { mergedByProduct } from './parts.ts';
import { reservation, type Reservation, type ReservationCommand } from './reservation.ts';
import { movementsOf } from './stock-movement.ts';

const orderId = 'ord-1';
const released: ReservationCommand = { type: 'release', orderId };
const failed: ReservationCommand = { type: 'fail', orderId, shortages: [] };

interface Shelf {
  available: number;
  sold: number;
}

/** A stock room in miniature: each decision is one transaction, refused whole if a product is short. */
class StockRoom {
  reservation: Reservation = reservation.initial;
  readonly shelves: ReadonlyMap<string, Shelf>;
  readonly #received: number;

  constructor(products: readonly ProductQuantity[], received: number) {
    this.#received = received;
    this.shelves = new Map(
      products.map(({ productId }) => [productId, { available: received, sold: 0 }]),
    );
  }

  /** What is neither for sale nor sold. */
  reservedOf(productId: string): number {
    const { available, sold } = this.#shelf(productId);
    return this.#received - available - sold;
  }

  soldOf(productId: string): number {
    return this.#shelf(productId).sold;
  }

  /** Decides once. False if there was nothing to decide; a shortage decides that it fails. */
  turn(command: ReservationCommand): boolean {
    const events = reservation.decide(command, this.reservation);
    const movements = movementsOf(this.reservation, events);
    const isShort = movements.some(
      ({ productId, available = 0 }) => this.#shelf(productId).available + available < 0,
    );
    if (isShort) return this.turn(failed);
    for (const { productId, available = 0, sold = 0 } of movements) {
      const shelf = this.#shelf(productId);
      shelf.available += available;
      shelf.sold += sold;
    }
    this.reservation = fold(reservation, events, this.reservation);
    return events.length > 0;
  }

  untilDone(command: ReservationCommand): void {
    for (let turns = 0; this.turn(command); turns += 1) expect(turns).toBeLessThan(20);
  }

  #shelf(productId: string): Shelf {
    const shelf = this.shelves.get(productId);
    if (!shelf) throw new Error(`no shelf of ${productId}`);
    return shelf;
  }
}

const order = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3 }), fc.nat(20))
  .map(([products, quantity, repeated]) => {
    const lines = Array.from({ length: products }, (_, i) => ({ productId: `P${i}`, quantity }));
    return [...lines, ...lines.slice(0, repeated)];
  });
const turns = fc.array(fc.constantFrom('reserve', 'reserve', 'fail', 'release', 'sell' as const), {
  maxLength: 15,
});
const commandOf = (
  type: 'reserve' | 'fail' | 'release' | 'sell',
  items: readonly ProductQuantity[],
): ReservationCommand => {
  if (type === 'reserve') return { type, orderId, items };
  if (type === 'fail') return failed;
  return type === 'release' ? released : { type };
};

/** A product's pieces are all on one side, and on the side that the reservation's status says. */
function isRight(room: StockRoom, { productId, quantity }: ProductQuantity): boolean {
  const { status, sold } = room.reservation;
  const held = room.reservedOf(productId);
  const gone = room.soldOf(productId);
  if (status === 'failed' || status === 'released') return held === 0 && gone === 0;
  if (status === 'reserved') return held + gone === quantity && (sold > 0 || gone === 0);
  return gone === 0 && (held === 0 || held === quantity);
}

/** So much of each product: plenty, or too little for whoever wants it on two lines. */
const stock = fc.constantFrom(100, 3);

describe('the stock, whatever is reserved, refused, released and sold in whatever order', () => {
  it('loses no piece, and holds back none of a reservation that is over', () => {
    fc.assert(
      fc.property(order, turns, stock, (items, types, received) => {
        const wanted = mergedByProduct(items);
        const room = new StockRoom(wanted, received);
        for (const type of types) {
          room.turn(commandOf(type, items));
          expect(wanted.filter((line) => !isRight(room, line))).toEqual([]);
        }
      }),
    );
  });

  it('is given back wholly by a release, unless it has been sold', () => {
    fc.assert(
      fc.property(order, turns, (items, types) => {
        const wanted = mergedByProduct(items);
        const room = new StockRoom(wanted, 100);
        for (const type of types) room.turn(commandOf(type, items));
        const isSold = room.reservation.sold > 0;
        room.untilDone(released);
        room.untilDone({ type: 'reserve', orderId, items });
        expect(room.reservation.status).toBe(isSold ? 'reserved' : 'released');
        const reserved = wanted.map(({ productId }) => room.reservedOf(productId));
        if (!isSold) expect(new Set(reserved)).toEqual(new Set([0]));
      }),
    );
  });

  it('is all reserved, then all sold, each piece once, when nothing comes between', () => {
    fc.assert(
      fc.property(order, (items) => {
        const wanted = mergedByProduct(items);
        const room = new StockRoom(wanted, 100);
        room.untilDone({ type: 'reserve', orderId, items });
        const amounts = wanted.map(({ quantity }) => quantity);
        expect(wanted.map(({ productId }) => room.reservedOf(productId))).toEqual(amounts);
        room.untilDone({ type: 'sell' });
        expect(wanted.map(({ productId }) => room.soldOf(productId))).toEqual(amounts);
        expect(wanted.filter(({ productId }) => room.reservedOf(productId) !== 0)).toEqual([]);
      }),
    );
  });

  it('is touched by no event but those of parts', () =>
    expect(
      movementsOf(reservation.initial, reservation.decide(failed, reservation.initial)),
    ).toEqual([]));
});
