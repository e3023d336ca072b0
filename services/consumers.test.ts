import type { AnyContract } from '@waybill/contracts/contract';
import { subscriptions, type Subscription } from '@waybill/contracts/subscriptions';
import type { Consumer } from '@waybill/kernel/consumer';
import { minutes } from '@waybill/kernel/duration';
import { createSagaRunner } from '@waybill/runtime/saga-runner';
import { MemoryEventStore } from '@waybill/testing/memory-event-store';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { deadlineTable } from '@waybill/testing/saga-pods';
import { consumers as analytics } from './analytics/src/consumers.ts';
import { consumers as catalog } from './catalog/src/consumers.ts';
import { consumers as documents } from './documents/src/consumers.ts';
import { consumers as fulfilmentConsumers } from './fulfilment/src/consumers.ts';
import { fulfilment } from './fulfilment/src/domain/fulfilment.ts';
import { consumers as gateway } from './gateway/src/consumers.ts';
import { consumers as inventory } from './inventory/src/consumers.ts';
import { consumers as notifications } from './notifications/src/consumers.ts';
import { consumers as orders } from './orders/src/consumers.ts';
import { consumers as payments } from './payments/src/consumers.ts';
import { consumers as shipping } from './shipping/src/consumers.ts';

/** Stands for adapters: no handler is called here. */
const unused = {} as never;

const patience = {
  ...{ inventoryMs: minutes(1), paymentMs: minutes(1), shippingMs: minutes(1) },
  ...{ completionMs: minutes(1), cancellationMs: minutes(1), undoMs: minutes(1) },
};
const sagas = createSagaRunner(createMemoryPlatform(), {
  definition: fulfilment(patience),
  store: new MemoryEventStore(),
  deadlines: new MemoryTable(deadlineTable),
  deadlinePollMs: minutes(1),
});

const consumers: readonly Consumer[] = [
  catalog({ products: unused }),
  documents({ reception: unused }),
  orders({ orders: unused, prices: unused }),
  fulfilmentConsumers({ sagas }),
  inventory({ stockRoom: unused }),
  payments({ cashier: unused }),
  shipping({ office: unused }),
  notifications({ office: unused, suppressions: unused }),
  analytics({ sink: unused }),
  gateway({ dispatcher: unused }),
];

const idOf = ({ type, schemaVersion }: AnyContract): string => `${type}.v${schemaVersion}`;

describe('the map of the system', () => {
  it('has a consumer for every service, and no other', () =>
    expect(consumers.map(({ service }) => service).sort()).toEqual(
      Object.keys(subscriptions).sort(),
    ));

  it.each(consumers.map((each) => [each.service, each] as const))(
    'says exactly what %s does something with',
    (service, { reactions }) => {
      const { events, commands, notices }: Subscription = subscriptions[service];
      const heard = [...events, ...commands, ...(notices?.contracts ?? [])];
      const handled = [...reactions.values()].map(({ contract }) => idOf(contract));
      expect(handled.sort()).toEqual(heard.map(idOf).sort());
    },
  );

  it.each(Object.entries<Subscription>(subscriptions))(
    'gives %s events of the bus, and commands of its own',
    (service, { events, commands }) => {
      expect(events.filter(({ kind }) => kind !== 'event').map(idOf)).toEqual([]);
      expect(commands.filter(({ owner }) => owner !== service).map(idOf)).toEqual([]);
    },
  );
});
