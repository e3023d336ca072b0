import type { Commit } from '@waybill/kernel/commit';
import { entriesOf } from '@waybill/kernel/commit';
import { orderSummary, type OrderSummary } from '@waybill/orders/projections/order-summary';
import { createDynamoEventStore } from '@waybill/runtime/dynamo-event-store';
import { createDynamoTable } from '@waybill/runtime/dynamo-table';
import type { Mail, Order, StockLevel } from '../../infra/local/load/answers.ts';
import { checkOrder } from '../../infra/local/load/check-order.ts';
import type { Placed } from '../../infra/local/load/place-orders.ts';
import { products, type Way } from './errand.ts';
import type { World } from './world.ts';

/** What the shelves hold. */
export type Shelves = Readonly<Record<string, StockLevel>>;

interface StockItem {
  readonly productId: string;
  readonly available: number;
  readonly received: number;
  readonly sold?: number;
}

/** Read past the services: what is looked at must not be a step of what is looked at. */
export async function shelvesOf({ platform }: World): Promise<Shelves> {
  const stock = createDynamoTable<StockItem>(platform, 'stock');
  const levels = products.map(async (productId): Promise<[string, StockLevel]> => {
    const item = await stock.get({ productId }, { consistent: true });
    const { available = 0, received = 0, sold = 0 } = item ?? {};
    return [productId, { available, sold, reserved: received - available - sold }];
  });
  return Object.fromEntries(await Promise.all(levels));
}

/** The order as the read model has it. */
export function orderOf({ platform }: World, orderId: string): Promise<OrderSummary | undefined> {
  return createDynamoTable<OrderSummary>(platform, 'orders').get({ orderId }, { consistent: true });
}

/** What is asked of one order, once it is at rest. */
export interface Asked {
  readonly placed: Placed;
  readonly way: Way;
  /** Mails that may be there a second time: whoever handed the first over never heard of it, and SES has no token. */
  readonly mayRepeatMail: boolean;
}

/** What does not hold about an order: nothing, when it is at rest and all is as it must be. */
export async function violationsOf(world: World, asked: Asked): Promise<string[]> {
  const { placed, way, mayRepeatMail } = asked;
  const { shop, platform } = world;
  const { orderId } = placed;
  const [row, charges, shipments, sent, sagas, commits] = await Promise.all([
    orderOf(world, orderId),
    shop.charges(orderId),
    shop.shipments(orderId),
    shop.mails(orderId),
    createDynamoEventStore(platform, 'fulfilment-commits').read(`saga-${orderId}`),
    createDynamoEventStore(platform, 'order-commits').read(orderId),
  ]);
  const order: Order | undefined = row;
  const mails = mayRepeatMail ? distinct(sent) : sent;
  const wanted = way === 'shipped' ? 'shipped' : 'cancelled';
  const ends = entriesOf(sagas).filter(({ type }) => type === 'SagaEnded');
  return [
    ...checkOrder({ placed, order, charges, shipments, mails }).map(({ text }) => text),
    ...(order?.status === wanted ? [] : [`is ${order?.status ?? 'unknown'}, not ${wanted}`]),
    ...(ends.length === 1 ? [] : [`its saga ended ${ends.length} times`]),
    ...readModelViolation(row, commits),
  ];
}

/** What does not add up on the shelves after so many pieces of everything were shipped. */
export function shelfViolations(before: Shelves, after: Shelves, shipped: number): string[] {
  return products.flatMap((productId) => {
    const was = before[productId];
    const is = after[productId];
    if (!was || !is) return [`there is no stock of ${productId}`];
    const isRight =
      is.available === was.available - shipped &&
      is.sold === was.sold + shipped &&
      is.reserved === 0;
    const counts = `was ${JSON.stringify(was)} and is ${JSON.stringify(is)}`;
    return isRight ? [] : [`${productId} ${counts}, with ${shipped} shipped`];
  });
}

function readModelViolation(row: OrderSummary | undefined, commits: readonly Commit[]): string[] {
  const fold = commits.reduce<OrderSummary | undefined>(
    (before, commit) => orderSummary.apply(before, commit),
    undefined,
  );
  const wanted = shown({ ...fold, version: commits.length });
  return shown(row) === wanted ? [] : [`reads ${shown(row)}, but its commits say ${wanted}`];
}

function distinct(mails: readonly Mail[]): Mail[] {
  return [...new Map(mails.map((mail) => [mail.kind, mail])).values()];
}

function shown(row: object | undefined): string {
  return JSON.stringify(Object.entries(row ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}
