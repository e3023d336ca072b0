import { PriceChanged, ProductListed } from '@waybill/contracts/catalog-events';
import { CancelOrder } from '@waybill/contracts/commands';
import { PaymentProcessed } from '@waybill/contracts/payment-events';
import { ShipmentArranged } from '@waybill/contracts/shipping-events';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { Aggregate } from '@waybill/runtime/aggregate';
import type { Order, OrderCommand } from './domain/order.ts';
import type { OrderEvent } from './domain/order-facts.ts';
import type { PriceList } from './price-list.ts';

/** What the consumers work with. */
export interface Adapters {
  readonly orders: Aggregate<Order, OrderCommand, OrderEvent>;
  readonly prices: PriceList;
}

/** What moves an order on, and what its lines may cost. */
export const consumers = ({ orders, prices }: Adapters): Consumer =>
  consumer(
    'orders',
    on(PaymentProcessed, ({ orderId }) => orders.execute(orderId, { type: 'confirm' })),
    on(ShipmentArranged, ({ orderId, trackingNumber }) =>
      orders.execute(orderId, { type: 'ship', trackingNumber }),
    ),
    on(CancelOrder, ({ orderId, reason }) => orders.execute(orderId, { type: 'abandon', reason })),
    on(ProductListed, (price, { metadata }) => prices.learn(price, metadata.version)),
    on(PriceChanged, (price, { metadata }) => prices.learn(price, metadata.version)),
  );
