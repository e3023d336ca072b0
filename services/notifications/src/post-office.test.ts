import { orderContactsTable, type OrderContact } from '@waybill/contracts/order-contact';
import { Unavailable } from '@waybill/kernel/failure';
import { Aggregate } from '@waybill/runtime/aggregate';
import { MemoryEventStore } from '@waybill/testing/memory-event-store';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { mail, mailContracts } from './domain/mail.ts';
import { PostOffice } from './post-office.ts';

const address = { name: 'A', line1: 'B', city: 'C', postalCode: 'D', country: 'GB' };

describe('the post office', () => {
  it('sends no second mail when the store is away just after the first', async () => {
    const platform = createMemoryPlatform();
    const store = new MemoryEventStore();
    const contacts = new MemoryTable<OrderContact>({
      name: orderContactsTable,
      partitionKey: 'orderId',
    });
    await contacts.put({
      ...{ orderId: 'ord-1', customerId: 'cust-1', email: 'a@example.org' },
      ...{ shippingAddress: address, paymentMethod: 'tok_visa' },
    });
    const sent: string[] = [];
    const office = new PostOffice({
      platform,
      mails: new Aggregate(platform, { decider: mail, store, contracts: mailContracts }),
      contacts,
      mailer: {
        send: ({ tags }) => {
          store.beforeNextAppend(() => Promise.reject(new Unavailable('the store is away')));
          sent.push(String(tags.kind));
          return Promise.resolve();
        },
      },
      shopName: 'Lamps',
    });
    const occasion = { kind: 'received', orderId: 'ord-1', total: 5, currency: 'GBP' } as const;
    await expect(office.write(occasion)).rejects.toThrow(Unavailable);
    platform.advance(600_000);
    await office.write(occasion);
    await office.write(occasion);
    expect(sent).toEqual(['received']);
    const types = store.commits.flatMap(({ entries }) => entries.map(({ type }) => type));
    expect(types).toEqual(['MailClaimed', 'NotificationSent']);
  });
});
