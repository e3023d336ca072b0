import { orderContactsTable, type OrderContact } from '@waybill/contracts/order-contact';
import { Unavailable } from '@waybill/kernel/failure';
import { Aggregate } from '@waybill/runtime/aggregate';
import { because } from '@waybill/runtime/cause';
import { MailNotAccepted, RecipientRefused } from '@waybill/runtime/mail/mailer';
import { MemoryEventStore } from '@waybill/testing/memory-event-store';
import { createMemoryPlatform } from '@waybill/testing/memory-platform';
import { MemoryTable } from '@waybill/testing/memory-table';
import { mail, mailContracts } from './domain/mail.ts';
import type { Occasion } from './domain/occasion.ts';
import { PostOffice, type Adapters } from './post-office.ts';

const address = { name: 'A', line1: 'B', city: 'C', postalCode: 'D', country: 'GB' };
const occasion: Occasion = {
  ...{ kind: 'received', orderId: 'ord-1', total: 5, currency: 'GBP' },
  items: [{ productId: 'LAMP', quantity: 1, unitPrice: 5 }],
};
const day = 24 * 60 * 60 * 1_000;

/** A town with post offices that know of each other only what is stored. */
async function town() {
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
  const office = (more: Partial<Adapters> = {}) =>
    new PostOffice({
      platform,
      mails: new Aggregate(platform, { decider: mail, store, contracts: mailContracts }),
      contacts,
      mailer: { send: ({ tags }) => Promise.resolve(void sent.push(String(tags.kind))) },
      suppressions: { holds: () => Promise.resolve(false) },
      stationery: ({ kind }) => ({ subject: kind, text: '', html: '' }),
      kinds: new Set(['received', 'shipped', 'cancelled']),
      ...more,
    });
  const said = () => store.commits.flatMap(({ entries }) => entries.map(({ type }) => type));
  return { platform, store, contacts, sent, office, said };
}

describe('the post office', () => {
  it('sends no second mail when the store is away just after the first', async () => {
    const { platform, store, sent, office, said } = await town();
    const mailer: Adapters['mailer'] = {
      send: ({ tags }) => {
        store.beforeNextAppend(() => Promise.reject(new Unavailable('the store is away')));
        sent.push(String(tags.kind));
        return Promise.resolve();
      },
    };
    const one = office({ mailer });
    await expect(one.write(occasion)).rejects.toThrow(Unavailable);
    platform.advance(600_000);
    await one.write(occasion);
    await one.write(occasion);
    expect(sent).toEqual(['received']);
    expect(said()).toEqual(['MailClaimed', 'NotificationSent']);
  });

  it('sends nothing when a message comes again two weeks later, to another pod', async () => {
    const { platform, sent, office, said } = await town();
    await office().write(occasion);
    platform.advance(14 * day);
    await office().write(occasion);
    expect(sent).toEqual(['received']);
    expect(said()).toEqual(['MailClaimed', 'NotificationSent']);
  });

  it.each([
    [
      'a recipient who is refused',
      { mailer: { send: () => Promise.reject(new RecipientRefused()) } },
    ],
    ['an address that is suppressed', { suppressions: { holds: () => Promise.resolve(true) } }],
  ])('gives %s up for good', async (_, trouble) => {
    const { platform, sent, office, said } = await town();
    await office(trouble).write(occasion);
    platform.advance(14 * day);
    await office().write(occasion);
    expect(sent).toEqual([]);
    expect(said()).toEqual(['MailClaimed', 'MailDropped']);
  });

  it('lets a mail that was not accepted be sent at once by another', async () => {
    const { sent, office, said } = await town();
    const full = { send: () => Promise.reject(new MailNotAccepted('slow down')) };
    await expect(office({ mailer: full }).write(occasion)).rejects.toThrow(Unavailable);
    await office().write(occasion);
    expect(sent).toEqual(['received']);
    expect(said()).toEqual(['MailClaimed', 'MailReleased', 'MailClaimed', 'NotificationSent']);
  });

  it('writes to the address that the order has, and asks whether it may', async () => {
    const { office } = await town();
    const asked: string[] = [];
    const holds = (email: string) => Promise.resolve(asked.push(email) > 1);
    await office({ suppressions: { holds } }).write(occasion);
    expect(asked).toEqual(['a@example.org']);
  });

  it.each([
    ['of a kind that is switched off', new Set(['shipped']), undefined],
    ['of no kind at all', new Set(['none']), undefined],
    ['in a replay', new Set(['received']), 'replay-1'],
  ])('does nothing %s: no commit, no read, no call', async (_, kinds, replay) => {
    const { contacts, sent, office, said } = await town();
    let reads = 0;
    const getContact = contacts.get.bind(contacts);
    contacts.get = (key) => {
      reads += 1;
      return getContact(key);
    };
    const suppressions = { holds: () => Promise.resolve((reads += 1) > 0) };
    await because({ correlationId: 'c', ...(replay && { replay }) }, () =>
      office({ kinds, suppressions }).write(occasion),
    );
    expect([sent, said(), reads]).toEqual([[], [], 0]);
  });
});
