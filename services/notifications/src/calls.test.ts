import type { Entry } from '@waybill/contracts/contract';
import type { OrderContact } from '@waybill/contracts/order-contact';
import { OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { useComponent } from '../../../infra/local/component/component.ts';
import { contact } from '../../../infra/local/component/order-request.ts';

const notifications = useComponent('notifications', { environment: { MAIL_KINDS: 'received' } });

const factsOf = (orderId: string) => ({
  ...{ orderId, customerId: 'cust-1', currency: 'GBP', total: 610, trackingNumber: 'T-1' },
  items: [{ productId: 'LAMP', quantity: 2, unitPrice: 305 }],
});

/** What the service asks of AWS beside its queue. */
async function callsOf(entry: Entry) {
  const calls = await notifications.callsDuring(() => notifications.hasHeard(entry));
  const beside = Object.entries(calls).filter(([name]) => !/Message|Queue/.test(name));
  return Object.fromEntries(beside);
}

describe('what mail costs', () => {
  it('is two commits, two reads and one call to SES a mail', async () => {
    const item: OrderContact = { ...contact, orderId: 'ord-1', customerId: 'cust-1' };
    await notifications.table<OrderContact>('order-contacts').put(item);
    expect(await callsOf(OrderPlaced(factsOf('ord-1')))).toEqual({
      ...{ PutItem: 2, GetItem: 2, SendEmail: 1 },
    });
  });

  it('is nothing for a kind that is switched off', async () => {
    expect(await callsOf(OrderShipped(factsOf('ord-1')))).toEqual({});
    expect(await notifications.said('mail-commits', 'mail-ord-1-shipped')).toEqual([]);
    expect(await notifications.deadLetters()).toEqual([]);
  });
});
