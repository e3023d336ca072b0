import { ReleaseInventory, ReserveInventory } from '@waybill/contracts/commands';
import { InvoiceReceived } from '@waybill/contracts/document-events';
import { OrderShipped } from '@waybill/contracts/order-events';
import { consumer, on, type Consumer } from '@waybill/kernel/consumer';
import type { StockRoom } from './stock-room.ts';

export const consumers = ({ stockRoom }: { stockRoom: StockRoom }): Consumer =>
  consumer(
    'inventory',
    on(ReserveInventory, ({ orderId, items }) => stockRoom.reserve(orderId, items)),
    on(ReleaseInventory, ({ orderId }) => stockRoom.release(orderId)),
    on(OrderShipped, ({ orderId }) => stockRoom.sell(orderId)),
    on(InvoiceReceived, ({ invoiceId, goods }) => stockRoom.receiveAll(invoiceId, goods)),
  );
