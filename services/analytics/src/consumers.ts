import {
  ItemAdded,
  ItemRemoved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderPlaced,
  OrderShipped,
} from '@waybill/contracts/order-events';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { EventSink } from './event-sink.ts';

/** Every event of an order goes the same way. */
export const consumers = ({ sink }: { sink: EventSink }): Consumer =>
  consumer(
    'analytics',
    on(OrderCreated, (data, delivery) => sink.take(OrderCreated, data, delivery)),
    on(ItemAdded, (data, delivery) => sink.take(ItemAdded, data, delivery)),
    on(ItemRemoved, (data, delivery) => sink.take(ItemRemoved, data, delivery)),
    on(OrderPlaced, (data, delivery) => sink.take(OrderPlaced, data, delivery)),
    on(OrderConfirmed, (data, delivery) => sink.take(OrderConfirmed, data, delivery)),
    on(OrderShipped, (data, delivery) => sink.take(OrderShipped, data, delivery)),
    on(OrderCancelled, (data, delivery) => sink.take(OrderCancelled, data, delivery)),
  );
