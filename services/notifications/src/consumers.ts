import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { PostOffice } from './post-office.ts';

export const consumers = ({ office }: { office: PostOffice }): Consumer =>
  consumer(
    'notifications',
    on(OrderPlaced, ({ orderId, total, currency }) =>
      office.write({ kind: 'received', orderId, total, currency }),
    ),
    on(OrderShipped, ({ orderId, trackingNumber }) =>
      office.write({ kind: 'shipped', orderId, trackingNumber }),
    ),
    on(OrderCancelled, ({ orderId, reason }) =>
      office.write({ kind: 'cancelled', orderId, reason }),
    ),
  );
