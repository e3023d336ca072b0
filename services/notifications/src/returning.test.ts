import type { OrderContact } from '@waybill/contracts/order-contact';
import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import { useComponent } from '../../../infra/local/component/component.ts';
import { contact } from '../../../infra/local/component/order-request.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { mailsSent } from '../../../infra/local/sandbox/mail-ledger.ts';
import { addressHash } from './address-hash.ts';
import type { Suppression } from './domain/suppression.ts';

const notifications = useComponent('notifications');

async function order(orderId: string, email: string): Promise<void> {
  const item: OrderContact = { ...contact, orderId, customerId: 'cust-1', email };
  await notifications.table<OrderContact>('order-contacts').put(item);
}

const factsOf = (orderId: string) => ({
  ...{ orderId, customerId: 'cust-1', currency: 'GBP', total: 610 },
  ...{ items: [{ productId: 'LAMP', quantity: 2, unitPrice: 305 }] },
  ...{ trackingNumber: 'T-1', reason: 'card-declined' },
});
const suppressions = () => notifications.table<Suppression>('suppressions');
const suppressed = (email: string) =>
  suppressions().get({ addressHash: addressHash(email) }, { consistent: true });
const kinds = async (orderId: string) =>
  (await mailsSent(process.env.AWS_ENDPOINT_URL ?? '', orderId)).map(({ kind }) => kind);
const said = async (orderId: string, kind: string) =>
  (await notifications.said('mail-commits', `mail-${orderId}-${kind}`)).map(({ type, data }) => [
    ...[type, (data as { reason?: string }).reason],
  ]);

/** A notice of SES as the default bus brings it, straight into the queue. */
function notice(bounceType: string, email: string, id = bounceType): string {
  return JSON.stringify({
    ...{ version: '0', id, source: 'aws.ses', 'detail-type': 'Email Bounced' },
    ...{ time: '2026-01-01T00:00:00Z', account: '000000000000', region: 'us-east-1' },
    detail: {
      eventType: 'Bounce',
      mail: { messageId: `ses-${id}`, destination: [email], tags: { kind: ['received'] } },
      bounce: {
        ...{ bounceType, bounceSubType: 'General', timestamp: '2026-01-01T00:00:00.000Z' },
        bouncedRecipients: [{ emailAddress: email, action: 'failed', status: '5.1.1' }],
      },
    },
  });
}

describe('a mail that comes back', () => {
  it.each([
    ['bounce', 'bounce'],
    ['complaint', 'complaint'],
  ])('as %s, by SES and the bus, is the last to its address', async (name, reason) => {
    const email = `${name}+${name}@simulator.amazonses.com`;
    const [first, second] = [`ord-${name}1`, `ord-${name}2`];
    await order(first, email);
    await order(second, email.toUpperCase());
    await notifications.hasHeard(OrderPlaced(factsOf(first)));
    expect(await kinds(first)).toEqual(['received']);
    await soon(async () => expect(await suppressed(email)).toMatchObject({ reason }));

    await notifications.hasHeard(OrderShipped(factsOf(first)), OrderCancelled(factsOf(second)));
    expect([await kinds(first), await kinds(second)]).toEqual([['received'], []]);
    expect(await said(second, 'cancelled')).toEqual([
      ['MailClaimed', undefined],
      ['MailDropped', 'suppressed'],
    ]);
    const dropped = { reason: 'suppressed' };
    expect(await notifications.metric('waybill_mails_dropped_total', dropped)).toBeGreaterThan(1);
    expect(await notifications.deadLetters()).toEqual([]);
  });

  it('leaves no address behind in what is stored', async () => {
    const email = 'bounce@simulator.amazonses.com';
    await order('ord-b3', email);
    await notifications.hasHeard(OrderPlaced(factsOf('ord-b3')));
    const item = await soon(async () => {
      const found = await suppressed(email);
      expect(found).toBeDefined();
      return found;
    });
    expect(JSON.stringify(item)).not.toMatch(/simulator|@/);
  });

  it('for now is only counted', async () => {
    const email = 'full@example.org';
    await notifications.receives(notice('Transient', email));
    await notifications.settled();
    expect(await suppressed(email)).toBeUndefined();
    const outcome = 'transient';
    expect(await notifications.metric('waybill_mails_returned_total', { outcome })).toBe(1);
  });

  it('is told by one read and one write, and by a read alone when it is told again', async () => {
    const hear = () =>
      notifications.callsDuring(async () => {
        await notifications.receives(notice('Permanent', 'gone@example.org'));
        await notifications.settled();
      });
    expect(await hear()).toMatchObject({ GetItem: 1, PutItem: 1 });
    const again = await hear();
    expect(again).toMatchObject({ GetItem: 1 });
    expect(again.PutItem).toBeUndefined();
  });

  it('of another stage is not heard', async () => {
    const { ses } = notifications.platform.aws;
    const { CreateConfigurationSetCommand, SendEmailCommand } = await import('@aws-sdk/client-ses');
    const ConfigurationSetName = 'other-mail';
    await ses.send(
      new CreateConfigurationSetCommand({ ConfigurationSet: { Name: ConfigurationSetName } }),
    );
    const send = (email: string, set: string) =>
      ses.send(
        new SendEmailCommand({
          ...{ Source: 'shop@waybill.example', ConfigurationSetName: set },
          Destination: { ToAddresses: [email] },
          Message: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } },
        }),
      );
    await send('bounce+theirs@simulator.amazonses.com', ConfigurationSetName);
    await send('bounce+ours@simulator.amazonses.com', 'local-mail');
    await soon(async () => {
      expect(await suppressed('bounce+ours@simulator.amazonses.com')).toBeDefined();
    });
    await notifications.settled();
    expect(await suppressed('bounce+theirs@simulator.amazonses.com')).toBeUndefined();
  });
});
