import { OrderStatusChanged } from '@waybill/contracts/order-events';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { Dispatcher } from './dispatcher.ts';

/** What changes is told to those who watch. What a replay says again is no news. */
export const consumers = ({ dispatcher }: { dispatcher: Dispatcher }): Consumer =>
  consumer(
    'gateway',
    on(OrderStatusChanged, async ({ orderId, customerId, status }, { metadata }) => {
      const { version, occurredAt, replay } = metadata;
      if (replay !== undefined) return;
      await dispatcher.push({ customerId, update: { orderId, status, version, occurredAt } });
    }),
  );
