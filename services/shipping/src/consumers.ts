import { ArrangeShipping, CancelShipment } from '@waybill/contracts/commands';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { DispatchOffice } from './dispatch-office.ts';

export const consumers = ({ office }: { office: DispatchOffice }): Consumer =>
  consumer(
    'shipping',
    on(ArrangeShipping, ({ orderId }) => office.arrange(orderId)),
    on(CancelShipment, ({ orderId }) => office.cancel(orderId)),
  );
