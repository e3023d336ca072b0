import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { EmailBounced, EmailComplaintReceived } from '@waybill/contracts/ses-notices';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { PostOffice } from './post-office.ts';
import type { Suppressions } from './suppressions.ts';

interface Adapters {
  readonly office: PostOffice;
  readonly suppressions: Suppressions;
}

export const consumers = ({ office, suppressions }: Adapters): Consumer =>
  consumer(
    'notifications',
    on(OrderPlaced, ({ orderId, items, total, currency }) =>
      office.write({ kind: 'received', orderId, items, total, currency }),
    ),
    on(OrderShipped, ({ orderId, trackingNumber }) =>
      office.write({ kind: 'shipped', orderId, trackingNumber }),
    ),
    on(OrderCancelled, ({ orderId, reason }) =>
      office.write({ kind: 'cancelled', orderId, reason }),
    ),
    on(EmailBounced, (bounced) => suppressions.bounced(bounced)),
    on(EmailComplaintReceived, (complained) => suppressions.complained(complained)),
  );
