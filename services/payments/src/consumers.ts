import { ProcessPayment, RefundPayment } from '@waybill/contracts/commands';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { Cashier } from './cashier.ts';

export const consumers = ({ cashier }: { cashier: Cashier }): Consumer =>
  consumer(
    'payments',
    on(ProcessPayment, ({ orderId, total, currency }) => cashier.charge(orderId, total, currency)),
    on(RefundPayment, ({ orderId }) => cashier.refund(orderId)),
  );
