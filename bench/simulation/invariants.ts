import { entriesOf } from '@waybill/kernel/commit';
import { orderSummary, type OrderSummary } from '@waybill/orders/projections/order-summary';
import { totalOf } from '@waybill/orders/domain/total';
import { isBeyondPatience } from './plan.ts';
import { byAggregate, isOver, ordersOf, type BookedOrder } from './order-book.ts';
import type { World } from './world.ts';

type Invariant = (world: World, orders: readonly BookedOrder[]) => string[];

const orderEnds: Invariant = ({ plan: { orders: planned, outages }, stores }, orders) => {
  const open = orders.filter((each) => !isOver(each));
  const missing = planned.length - orders.length;
  return [
    ...open.map(({ orderId, order, saga }) => `${orderId} is ${order.status}, its saga ${saga}`),
    ...(missing > 0 ? [`${missing} orders were never placed`] : []),
    ...stores.fulfilment.commits
      .filter(({ entries }) => entries.some(({ type }) => type === 'AttentionNeeded'))
      .filter(() => !outages.some(isBeyondPatience))
      .map(({ aggregateId }) => `${aggregateId} needed attention`),
  ];
};

const comesToRest: Invariant = ({ hasComeToRest }) =>
  hasComeToRest ? [] : ['messages or changes are still under way'];

const customersPayOnce: Invariant = ({ payments }, orders) =>
  orders.flatMap(({ orderId, order }) => {
    const charges = payments.charges.filter((charge) => charge.orderId === orderId);
    const kept = charges.filter(({ refunded }) => !refunded);
    const amounts = kept.map(({ amount }) => amount).join(', ');
    if (order.status !== 'shipped') {
      return kept.length === 0 ? [] : [`${orderId} is ${order.status}, and ${amounts} is kept`];
    }
    const total = totalOf(order.items);
    const isRight = charges.length === 1 && kept.length === 1 && kept[0]?.amount === total;
    return isRight
      ? []
      : [`${orderId} costs ${total}; charged ${charges.length} times, kept ${amounts}`];
  });

const stockAddsUp: Invariant = ({ plan, tables }, orders) =>
  plan.products.flatMap(({ productId, stock }) => {
    const { available = 0, sold = 0 } = tables.stock.find({ productId }) ?? {};
    const shipped = orders
      .filter(({ order }) => order.status === 'shipped')
      .flatMap(({ order }) => order.items)
      .filter((item) => item.productId === productId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    if (sold === shipped && Number(available) + shipped === stock) return [];
    const is = `available ${Number(available)} and sold ${Number(sold)}`;
    return [`${productId}: of ${stock}, ${shipped} are shipped, but ${is}`];
  });

const parcelsGoOnce: Invariant = ({ parcels }, orders) =>
  orders.flatMap(({ orderId, order }) => {
    const under = [...parcels.parcels.values()].filter(
      (parcel) => parcel.orderId === orderId && !parcel.isStopped,
    );
    const wanted = order.status === 'shipped' ? 1 : 0;
    return under.length === wanted
      ? []
      : [`${orderId} is ${order.status}: ${under.length} parcels`];
  });

const customersAreTold: Invariant = ({ mails }, orders) =>
  orders.flatMap(({ orderId, order }) =>
    (['received', 'shipped', 'cancelled'] as const).flatMap((kind) => {
      const sent = mails.handedOver.filter((mail) => {
        return mail.orderId === orderId && mail.kind === kind;
      });
      const least = kind === 'received' || kind === order.status ? 1 : 0;
      const most = least + sent.filter(({ isExcused }) => isExcused).length;
      const isRight = sent.length >= least && sent.length <= most;
      return isRight ? [] : [`${orderId}: ${sent.length} mails "${kind}", not ${least} to ${most}`];
    }),
  );

const readModelIsTheFold: Invariant = ({ tables }, orders) => {
  const rows = new Map(
    tables.orders.items().map((row) => [row.orderId, JSON.stringify(sorted(row))]),
  );
  return orders.flatMap(({ orderId, commits }) => {
    const row = commits.reduce<OrderSummary | undefined>(
      (before, commit) => orderSummary.apply(before, commit),
      undefined,
    );
    const wanted = JSON.stringify(sorted({ ...row, version: commits.length }));
    const is = rows.get(orderId);
    return is === wanted ? [] : [`${orderId} reads ${is ?? 'nothing'}, not ${wanted}`];
  });
};

const pricesAreTheNewest: Invariant = ({ stores, tables }) =>
  [...byAggregate(stores.product.commits).values()].flatMap((commits) => {
    const { productId, unitPrice } = entriesOf(commits).at(-1)?.data as Record<string, unknown>;
    const row = tables.prices.find({ productId });
    return row?.unitPrice === unitPrice && row?.version === commits.length
      ? []
      : [`${String(productId)} costs ${String(unitPrice)}, but orders know ${JSON.stringify(row)}`];
  });

const nothingIsDead: Invariant = ({ queues }) =>
  [...queues].flatMap(([service, { buried }]) =>
    buried.map(({ message, attributes }) => {
      return `${service}: ${attributes.Reason ?? ''}: ${message.body.slice(0, 200)}`;
    }),
  );

const versionsAreContiguous: Invariant = ({ stores }) =>
  Object.values(stores).flatMap((store) =>
    [...byAggregate(store.commits)].flatMap(([id, commits]) => {
      const isRight = commits.every(({ version }, index) => version === index + 1);
      return isRight ? [] : [`${id}: ${commits.map(({ version }) => version).join(', ')}`];
    }),
  );

const invariants: Readonly<Record<string, Invariant>> = {
  'every order ends, and its saga with it': orderEnds,
  'the system comes to rest': comesToRest,
  'money captured = refunded + fulfilled, one charge an order': customersPayOnce,
  'stock at the start = available + reserved + sold, nothing reserved at the end': stockAddsUp,
  'a parcel is under way if and only if the order is shipped': parcelsGoOnce,
  'one mail of a kind an order': customersAreTold,
  'the read model equals a fold of the commits': readModelIsTheFold,
  'the replica of prices holds the newest': pricesAreTheNewest,
  'nothing is among the dead letters': nothingIsDead,
  'versions are contiguous': versionsAreContiguous,
};

/** Something that must always hold, and does not. */
export interface Violation {
  readonly invariant: string;
  readonly details: readonly string[];
}

/** What does not hold in a world that has come to rest. */
export function violationsOf(world: World): Violation[] {
  const orders = ordersOf(world);
  return Object.entries(invariants).flatMap(([invariant, check]) => {
    const details = check(world, orders);
    return details.length === 0 ? [] : [{ invariant, details }];
  });
}

function sorted(row: object): object {
  return Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}
