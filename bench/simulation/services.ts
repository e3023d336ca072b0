import { consumer, type Consumer } from '@waybill/kernel/consumer';
import { minutes, seconds } from '@waybill/kernel/duration';
import { fulfilment } from '@waybill/fulfilment/domain/fulfilment';
import { consumers as inventoryConsumers } from '@waybill/inventory/consumers';
import { reservationContracts } from '@waybill/inventory/domain/reservation-facts';
import { movementsOf } from '@waybill/inventory/domain/stock-movement';
import { StockRoom, stockWrite } from '@waybill/inventory/stock-room';
import { consumers as notificationConsumers } from '@waybill/notifications/consumers';
import { mail, mailContracts } from '@waybill/notifications/domain/mail';
import { PostOffice } from '@waybill/notifications/post-office';
import { consumers as orderConsumers } from '@waybill/orders/consumers';
import { order } from '@waybill/orders/domain/order';
import { orderContracts } from '@waybill/orders/domain/order-facts';
import { OrderDesk } from '@waybill/orders/order-desk';
import { PriceList } from '@waybill/orders/price-list';
import { Cashier } from '@waybill/payments/cashier';
import { consumers as paymentConsumers } from '@waybill/payments/consumers';
import { payment } from '@waybill/payments/domain/payment';
import { paymentContracts } from '@waybill/payments/domain/payment-facts';
import { Aggregate } from '@waybill/runtime/aggregate';
import type { EventStore } from '@waybill/runtime/event-store';
import { commitsIn } from '@waybill/runtime/projector';
import { Publisher } from '@waybill/runtime/publishing/publisher';
import { consumeQueue } from '@waybill/runtime/queue/queue-consumer';
import { createSagaRunner } from '@waybill/runtime/saga-runner';
import type { Table } from '@waybill/runtime/table';
import type { Worker } from '@waybill/runtime/worker';
import { consumers as shippingConsumers } from '@waybill/shipping/consumers';
import { DispatchOffice } from '@waybill/shipping/dispatch-office';
import { shipment } from '@waybill/shipping/domain/shipment';
import { shipmentContracts } from '@waybill/shipping/domain/shipment-facts';
import type { MemoryTable } from '@waybill/testing/memory-table';
import type { Parts } from './parts.ts';
import type { Pod } from './pod.ts';
import { carrier, mailer, paymentProvider } from './providers.ts';
import { remoteQueue, remoteStore, remoteTable } from './remote.ts';
import type { StoreName, World } from './world.ts';

/** The table of the saga, as the simulated pods run it. */
export const definition = fulfilment({
  inventoryMs: minutes(5),
  paymentMs: minutes(15),
  shippingMs: minutes(30),
  completionMs: minutes(15),
  cancellationMs: minutes(5),
  undoMs: minutes(30),
});

const queueOptions = {
  ...{ concurrency: 10, pollers: 1, retryBaseMs: seconds(1), retryCapMs: minutes(5) },
  ...{ handlingMs: seconds(30), drainMs: seconds(20) },
};

/** What runs in a pod. */
export interface Running {
  readonly workers: readonly Worker[];
  /** Of a pod of `orders`. */
  readonly desk?: OrderDesk;
}

/** One service in one pod, wired as its `app.ts` wires it. */
export class Wiring {
  readonly #world: World;
  readonly #pod: Pod;
  readonly #parts: Parts;

  constructor(world: World, pod: Pod, parts: Parts) {
    this.#world = world;
    this.#pod = pod;
    this.#parts = parts;
  }

  orders(): Running {
    const { prices: priceRows, contacts } = this.#world.tables;
    const store = this.#store('order');
    const { platform } = this.#pod;
    const orders = new Aggregate(platform, { decider: order, store, contracts: orderContracts });
    const prices = new PriceList(this.#table(priceRows));
    const desk = new OrderDesk(platform, { orders, prices, contacts: this.#table(contacts) });
    return { workers: [this.#consume(orderConsumers({ orders, prices }))], desk };
  }

  /** The role `stream` of orders. */
  readModel(): Running {
    const adapters = {
      table: this.#table(this.#world.tables.orders),
      store: this.#store('order'),
    };
    const project = this.#parts.projector(this.#pod.platform, adapters);
    void this.#world.toReadModel.follow(this.#pod, project);
    return { workers: [] };
  }

  fulfilment(): Running {
    const sagas = createSagaRunner(this.#pod.platform, {
      definition,
      store: this.#store('fulfilment'),
      deadlines: this.#table(this.#world.tables.deadlines),
      deadlinePollMs: seconds(30),
    });
    const inbox = consumer('fulfilment', ...sagas.reactions);
    return { workers: [this.#consume(inbox), sagas.deadlines] };
  }

  inventory(): Running {
    const store = this.#store('inventory');
    const { reservation: decider } = this.#parts;
    const reservations = new Aggregate(this.#pod.platform, {
      decider,
      store,
      contracts: reservationContracts,
      writes: (before, events) => movementsOf(before, events).map(stockWrite),
    });
    const stock = this.#table(this.#world.tables.stock);
    const stockRoom = new StockRoom({ reservations, receipts: {} as never, stock });
    return { workers: [this.#consume(inventoryConsumers({ stockRoom }))] };
  }

  payments(): Running {
    const { network, payments: ledger } = this.#world;
    const provider = paymentProvider(network, this.#pod, ledger);
    const cashier = new Cashier({
      payments: new Aggregate(this.#pod.platform, {
        decider: payment,
        store: this.#store('payment'),
        contracts: paymentContracts,
      }),
      contacts: this.#table(this.#world.tables.contacts),
      provider: this.#parts.paymentProvider(provider),
    });
    return { workers: [this.#consume(paymentConsumers({ cashier }))] };
  }

  shipping(): Running {
    const office = new DispatchOffice({
      shipments: new Aggregate(this.#pod.platform, {
        decider: shipment,
        store: this.#store('shipment'),
        contracts: shipmentContracts,
      }),
      contacts: this.#table(this.#world.tables.contacts),
      carrier: carrier(this.#world.network, this.#pod, this.#world.parcels),
    });
    return { workers: [this.#consume(shippingConsumers({ office }))] };
  }

  notifications(): Running {
    const office = new PostOffice({
      platform: this.#pod.platform,
      mails: new Aggregate(this.#pod.platform, {
        decider: mail,
        store: this.#store('mail'),
        contracts: mailContracts,
      }),
      contacts: this.#table(this.#world.tables.contacts),
      mailer: mailer(this.#world.network, this.#pod, this.#world.mails),
      suppressions: { holds: () => Promise.resolve(false) },
      stationery: () => ({ subject: '', text: '', html: '' }),
      kinds: new Set(['received', 'shipped', 'cancelled']),
    });
    const inbox = notificationConsumers({ office, suppressions: {} as never });
    return { workers: [this.#consume(inbox)] };
  }

  relay(): Running {
    const publisher = new Publisher(this.#pod.platform, this.#world.bus.outlets(this.#pod));
    void this.#world.toRelay.follow(this.#pod, (changes) => publisher.publish(commitsIn(changes)));
    return { workers: [] };
  }

  #consume(inbox: Consumer): Worker {
    const queue = this.#world.queues.get(inbox.service);
    if (!queue) throw new Error(`no queue of ${inbox.service}`);
    const port = remoteQueue(this.#world.network, this.#pod, queue);
    return consumeQueue(this.#pod.platform, this.#parts.consumer(inbox), port, queueOptions);
  }

  #store(name: StoreName): EventStore {
    const { network, stores } = this.#world;
    return remoteStore(network, this.#pod, `${name}-commits`, stores[name]);
  }

  #table<Item extends object>(table: MemoryTable<Item>): Table<Item> {
    return remoteTable(this.#world.network, this.#pod, table.definition.name, table);
  }
}

/** What is deployed, two pods each. */
export const deployed = [
  'orders',
  'readModel',
  'fulfilment',
  'inventory',
  'payments',
  'shipping',
  'notifications',
  'relay',
] as const satisfies readonly (keyof Wiring)[];
