import {
  InventoryReleased,
  InventoryReservationFailed,
  InventoryReserved,
} from '@waybill/contracts/inventory-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import {
  GivingBack,
  PartGivenBack,
  PartSold,
  PartTaken,
  ReservationPlanned,
} from './reservation-facts.ts';
import { reservation, type ReservationCommand } from './reservation.ts';

const given = specification(reservation);
const orderId = 'ord-1';
const few = [
  { productId: 'LAMP', quantity: 2 },
  { productId: 'SHADE', quantity: 1 },
];
const many = Array.from({ length: 250 }, (_, i) => ({
  productId: `P${String(i).padStart(3, '0')}`,
  quantity: 1,
}));
const shortages = [{ productId: 'P249', requested: 1, available: 0 }];
const reserve = (items = few): ReservationCommand => ({ type: 'reserve', orderId, items });
const fail: ReservationCommand = { type: 'fail', orderId, shortages };
const release: ReservationCommand = { type: 'release', orderId };
const sell: ReservationCommand = { type: 'sell' };

const planned = ReservationPlanned({ items: many });
const taken = (part: number) => PartTaken({ part });
const givenBack = (part: number) => PartGivenBack({ part });
const reserved = InventoryReserved({ orderId });
const released = InventoryReleased({ orderId });
const failed = InventoryReservationFailed({ orderId, reason: 'insufficient-stock', shortages });
const givingBack = (because: 'failed' | 'released') =>
  GivingBack({ because, shortages: because === 'failed' ? shortages : [] });

const smallReserved = [ReservationPlanned({ items: few }), taken(0), reserved];
const largeReserved = [planned, taken(0), taken(1), taken(2), reserved];

describe('a reservation', () => {
  it('of few products is one decision', () =>
    given()
      .when(reserve())
      .then(...smallReserved));
  it('is made only once', () =>
    given(...smallReserved)
      .when(reserve())
      .thenNothing());
  it('sets a product aside once, however many lines ask for it', () => {
    const twice = [...few, { productId: 'LAMP', quantity: 5 }];
    const merged = [
      { productId: 'LAMP', quantity: 7 },
      { productId: 'SHADE', quantity: 1 },
    ];
    given()
      .when(reserve(twice))
      .then(ReservationPlanned({ items: merged }), taken(0), reserved);
  });
  it('fails without a trace in the stock', () => {
    given().when(fail).then(failed);
    given(failed).when(fail).thenNothing();
    given(failed).when(reserve()).thenNothing();
  });
  it('is sold once', () => {
    given(...smallReserved)
      .when(sell)
      .then(PartSold({ part: 0 }));
    given(...smallReserved, PartSold({ part: 0 }))
      .when(sell)
      .thenNothing();
  });
  it('that is not made cannot be sold', () => {
    given().when(sell).thenNothing();
    given(planned, taken(0)).when(sell).thenNothing();
    given(released).when(sell).thenNothing();
  });
  it('names at most a hundred shortages', () => {
    const all = many.map(({ productId }) => ({ productId, requested: 1, available: 0 }));
    const [event] = reservation.decide({ ...fail, shortages: all }, reservation.initial);
    expect(event?.data).toHaveProperty('shortages.length', 100);
  });
});

describe('a reservation of many products', () => {
  it('is planned before anything is taken, and goes on part by part', () => {
    given().when(reserve(many)).then(planned);
    given(planned).when(reserve(many)).then(taken(0));
    given(planned, taken(0)).when(reserve(many)).then(taken(1));
    given(planned, taken(0), taken(1)).when(reserve(many)).then(taken(2), reserved);
    given(...largeReserved)
      .when(reserve(many))
      .thenNothing();
  });
  it('gives everything back when the last part is short', () => {
    const before = [planned, taken(0), taken(1)];
    given(...before)
      .when(fail)
      .then(givingBack('failed'), givenBack(0));
    given(...before, givingBack('failed'), givenBack(0))
      .when(fail)
      .then(givenBack(1), failed);
  });
  it('goes on giving back when it is asked for again', () =>
    given(planned, taken(0), taken(1), givingBack('failed'), givenBack(0))
      .when(reserve(many))
      .then(givenBack(1), failed));
  it('is sold part by part', () => {
    given(...largeReserved)
      .when(sell)
      .then(PartSold({ part: 0 }));
    given(...largeReserved, PartSold({ part: 0 }))
      .when(sell)
      .then(PartSold({ part: 1 }));
  });
});

describe('a release', () => {
  it('gives back what is set aside, once', () => {
    const back = [givingBack('released'), givenBack(0), released];
    given(...smallReserved)
      .when(release)
      .then(...back);
    given(...smallReserved, ...back)
      .when(release)
      .thenNothing();
  });
  it('that is first refuses the reservation that comes later', () => {
    given().when(release).then(released);
    given(released).when(reserve()).thenNothing();
    given(released).when(fail).thenNothing();
  });
  it('of a failed reservation says so', () => given(failed).when(release).then(released));
  it('wins over a reservation that is under way', () => {
    given(planned).when(release).then(released);
    given(planned, taken(0)).when(release).then(givingBack('released'), givenBack(0), released);
    given(planned, taken(0), taken(1), givingBack('released'), givenBack(0))
      .when(reserve(many))
      .then(givenBack(1), released);
  });
  it('makes a failure under way a release', () =>
    given(planned, taken(0), taken(1), givingBack('failed'), givenBack(0))
      .when(release)
      .then(GivingBack({ because: 'released', shortages }), givenBack(1), released));
  it('comes too late for what is sold', () =>
    given(...smallReserved, PartSold({ part: 0 }))
      .when(release)
      .thenNothing());
});

describe('a reservation that one transaction holds', () => {
  it('decides nothing twice', () =>
    decidesOnce(reservation, fc.constantFrom(reserve(), fail, release, sell)));
});
