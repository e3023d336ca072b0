import { orderContactsTable, type OrderContact } from '@waybill/contracts/order-contact';
import type { TableDefinition } from '@waybill/contracts/resources';
import type { Subscriber } from '@waybill/contracts/subscriptions';
import { seconds } from '@waybill/kernel/duration';
import { tables as fulfilmentTables } from '@waybill/fulfilment/resources';
import { tables as inventoryTables } from '@waybill/inventory/resources';
import type { StockRow } from '@waybill/inventory/stock-room';
import type { KeptContact } from '@waybill/orders/order-desk';
import type { PriceRow } from '@waybill/orders/price-list';
import type { OrderSummary } from '@waybill/orders/projections/order-summary';
import { tables as orderTables } from '@waybill/orders/resources';
import type { CommitItem } from '@waybill/runtime/commit-item';
import type { Deadline } from '@waybill/runtime/deadlines';
import type { ChangeRecord } from '@waybill/runtime/stream/change-record';
import { MemoryEventStore } from '@waybill/testing/memory-event-store';
import { MemoryQueue } from '@waybill/testing/memory-queue';
import { MemoryTable } from '@waybill/testing/memory-table';
import { promisesAreSettled, VirtualClock } from '@waybill/testing/virtual-clock';
import { Bus } from './bus.ts';
import { Chance } from './chance.ts';
import { ChangeFeed } from './change-feed.ts';
import { MailLedger } from './mail-ledger.ts';
import { Network } from './network.ts';
import { ParcelLedger } from './parcel-ledger.ts';
import { PaymentLedger } from './payment-ledger.ts';
import { planOf, type Plan } from './plan.ts';
import { Trace } from './trace.ts';

const visibilityMs = seconds(90);
const definitions = [...orderTables, ...inventoryTables, ...fulfilmentTables];

/** Whose queues there are: the services that an order passes through. The others only listen, and have tests of their own. */
const simulated: readonly Subscriber[] = [
  'orders',
  'fulfilment',
  'inventory',
  'payments',
  'shipping',
  'notifications',
];

/** Everything outside of the pods: what they share, and what stays when they die. */
export class World {
  readonly clock = new VirtualClock('2026-01-01T00:00:00.000Z', promisesAreSettled);
  readonly trace = new Trace(this.clock.now);
  readonly plan: Plan;
  readonly chance: Chance;
  readonly network: Network;
  readonly queues: ReadonlyMap<string, MemoryQueue>;
  readonly bus: Bus;
  /** What the relay reads: the changes of every commit table. */
  readonly toRelay: ChangeFeed;
  /** What the read model of orders follows. */
  readonly toReadModel: ChangeFeed;
  readonly tables = {
    orders: tableOf<OrderSummary>('orders'),
    prices: tableOf<PriceRow>('product-prices'),
    contacts: tableOf<OrderContact & KeptContact>(orderContactsTable),
    stock: tableOf<StockRow>('stock'),
    deadlines: tableOf<Deadline>('deadlines'),
  };
  readonly stores: Readonly<Record<StoreName, MemoryEventStore>>;
  readonly payments = new PaymentLedger(() => this.clock.now().getTime());
  readonly parcels = new ParcelLedger();
  readonly mails: MailLedger;
  /** Whether, in the end, nothing was under way any more. */
  hasComeToRest = false;
  #commits = 0;

  constructor(seed: number) {
    const { clock, trace } = this;
    this.plan = planOf(seed);
    this.chance = new Chance(seed ^ 0x5eed);
    this.network = new Network(clock, this.chance, trace, this.plan);
    this.queues = new Map(simulated.map((name) => [name, new MemoryQueue(clock, visibilityMs)]));
    this.bus = new Bus(this.network, this.chance, trace, this.queues);
    this.toRelay = new ChangeFeed(clock, this.chance, this.network);
    this.toReadModel = new ChangeFeed(clock, this.chance, this.network);
    this.stores = {
      product: this.#store('product-commits'),
      order: this.#store('order-commits', this.tables.contacts),
      fulfilment: this.#store('fulfilment-commits'),
      inventory: this.#store('inventory-commits', this.tables.stock),
      payment: this.#store('payment-commits'),
      shipment: this.#store('shipment-commits'),
      mail: this.#store('mail-commits'),
    };
    this.mails = new MailLedger((orderId, kind) =>
      this.stores.mail.commits.some(
        ({ aggregateId, entries }) =>
          aggregateId === `mail-${orderId}-${kind}` &&
          entries.some(({ type }) => type === 'NotificationSent'),
      ),
    );
  }

  /** How many commits there are. */
  get commits(): number {
    return this.#commits;
  }

  #store(table: string, ...beside: readonly MemoryTable<object>[]): MemoryEventStore {
    return new MemoryEventStore({
      table,
      tables: beside,
      turn: noTurn,
      stored: (change) => this.#tell(table, change),
    });
  }

  #tell(table: string, change: ChangeRecord): void {
    this.#commits += 1;
    this.trace.note(table, () => storyOf(change));
    this.toRelay.push(change);
    if (table === 'order-commits') this.toReadModel.push(change);
  }
}

/** Which commits are kept apart. */
export type StoreName =
  'product' | 'order' | 'fulfilment' | 'inventory' | 'payment' | 'shipment' | 'mail';

function storyOf({ newImage = {} }: ChangeRecord): string {
  const { aggregateId, version, entries } = newImage as unknown as CommitItem;
  const types = (JSON.parse(entries) as { type: string }[]).map(({ type }) => type);
  return `${aggregateId}/${version}: ${types.join(', ')}`;
}

/** Time is the network's matter here. */
function noTurn(): Promise<void> {
  return Promise.resolve();
}

function tableOf<Item extends object>(name: string): MemoryTable<Item> {
  const definition = definitions.find((each: TableDefinition) => each.name === name);
  if (!definition) throw new Error(`no service owns a table ${name}`);
  return new MemoryTable<Item>(definition, undefined, noTurn);
}
