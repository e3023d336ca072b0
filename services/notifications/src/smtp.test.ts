import type { OrderContact } from '@waybill/contracts/order-contact';
import { OrderPlaced } from '@waybill/contracts/order-events';
import { parseMime } from '@waybill/testing/mime-part';
import { SmtpServer } from '@waybill/testing/smtp-server';
import { useComponent } from '../../../infra/local/component/component.ts';
import { contact } from '../../../infra/local/component/order-request.ts';
import { soon } from '../../../infra/local/component/soon.ts';

const server = new SmtpServer();
const environment: Record<string, string> = { MAIL_TRANSPORT: 'smtp', SHOP_NAME: 'Lamps' };
beforeAll(async () => {
  environment.SMTP_URL = `smtp://${await server.listen()}`;
});
const notifications = useComponent('notifications', { environment });
afterEach(() => {
  server.answer = () => undefined;
});
afterAll(() => server.close());

const placed = (orderId: string) =>
  OrderPlaced({
    ...{ orderId, customerId: 'cust-1', currency: 'GBP', total: 610 },
    items: [{ productId: 'LAMP', quantity: 2, unitPrice: 305 }],
  });
async function order(orderId: string, email: string) {
  const item: OrderContact = { ...contact, orderId, customerId: 'cust-1', email };
  await notifications.table<OrderContact>('order-contacts').put(item);
  return placed(orderId);
}
const mailsTo = (email: string) => server.mails.filter(({ to }) => to.includes(email));
const said = async (orderId: string) =>
  (await notifications.said('mail-commits', `mail-${orderId}-received`)).map(({ type }) => type);

describe('mail by SMTP', () => {
  it('arrives as text and HTML, once although its event comes three times', async () => {
    const event = await order('ord-1', 'ann@example.org');
    await notifications.hasHeard(event, event, event);
    const mails = mailsTo('ann@example.org').map(({ from, raw }) => ({ from, ...parseMime(raw) }));
    expect(mails).toMatchObject([
      {
        from: 'shop@waybill.example',
        headers: { subject: 'We have received your order ord-1' },
        parts: [
          { body: expect.stringContaining('Total: £6.10') as unknown },
          { body: expect.stringContaining('<!doctype html>') as unknown },
        ],
      },
    ]);
    expect(await said('ord-1')).toEqual(['MailClaimed', 'NotificationSent']);
  });

  it('to a recipient whom the server refuses is recorded and acknowledged', async () => {
    server.answer = (step) => (step === 'RCPT' ? '550 5.1.1 nobody' : undefined);
    await notifications.hasHeard(await order('ord-2', 'bob@example.org'));
    expect(await said('ord-2')).toEqual(['MailClaimed', 'MailDropped']);
    expect(await notifications.deadLetters()).toEqual([]);
  });

  it('waits while the server takes none', async () => {
    let refusals = 2;
    server.answer = (step) =>
      step === 'MAIL' && (refusals -= 1) >= 0 ? '451 4.7.0 later' : undefined;
    await notifications.hasHeard(await order('ord-3', 'eve@example.org'));
    expect(mailsTo('eve@example.org')).toHaveLength(1);
    expect((await said('ord-3')).at(-1)).toBe('NotificationSent');
    const outcome = 'unavailable';
    expect(await notifications.metric('waybill_messages_total', { outcome })).toBe(2);
  });

  it('that the server took without saying so is not sent again while the claim lasts', async () => {
    server.answer = (step) => (step === 'CONTENT' ? 'hang-up' : undefined);
    await notifications.hears(await order('ord-4', 'kim@example.org'));
    await soon(() => expect(mailsTo('kim@example.org')).toHaveLength(1));
    const retries = () => notifications.metric('waybill_messages_total', { outcome: 'retry' });
    const before = await retries();
    await soon(async () => expect(await retries()).toBeGreaterThan(before + 3));
    expect(mailsTo('kim@example.org')).toHaveLength(1);
    expect(await said('ord-4')).toEqual(['MailClaimed']);
  });
});
