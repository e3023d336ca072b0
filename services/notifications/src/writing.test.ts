import { OrderCancelled, OrderPlaced, OrderShipped } from '@waybill/contracts/order-events';
import type { OrderContact } from '@waybill/contracts/order-contact';
import { useComponent } from '../../../infra/local/component/component.ts';
import { contact } from '../../../infra/local/component/order-request.ts';
import { soon } from '../../../infra/local/component/soon.ts';
import { mailPage, mailsSent } from '../../../infra/local/sandbox/mail-ledger.ts';

const notifications = useComponent('notifications', { environment: { SHOP_NAME: 'Lamps' } });

let made = 0;
async function order(email = contact.email): Promise<string> {
  const orderId = `ord-${(made += 1)}`;
  const item: OrderContact = { ...contact, orderId, customerId: 'cust-1', email };
  await notifications.table<OrderContact>('order-contacts').put(item);
  return orderId;
}

const factsOf = (orderId: string) => ({
  ...{ orderId, customerId: 'cust-1', currency: 'GBP', total: 610 },
  ...{ items: [{ productId: 'LAMP', quantity: 2, unitPrice: 305 }] },
  ...{ trackingNumber: 'T-1', reason: 'card-declined' },
});
const placed = (orderId: string) => OrderPlaced(factsOf(orderId));
const shipped = (orderId: string) => OrderShipped(factsOf(orderId));
const cancelled = (orderId: string) => OrderCancelled(factsOf(orderId));

const mails = (orderId: string) => mailsSent(process.env.AWS_ENDPOINT_URL ?? '', orderId);
const said = async (orderId: string, kind = 'received') =>
  (await notifications.said('mail-commits', `mail-${orderId}-${kind}`)).map(({ type }) => type);

/** Fails the next calls of SES, as many as there are errors. */
function failMail(...errors: (Error & object)[]): void {
  notifications.intercept(({ operation }, next) => {
    const error = operation === 'SendEmail' ? errors.shift() : undefined;
    return error ? Promise.reject(error) : next();
  });
}
const sesError = (name: string, httpStatusCode: number, message = name) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

describe('the mail about an order', () => {
  it('goes to its customer, and says what it is about', async () => {
    const orderId = await order();
    await notifications.hasHeard(placed(orderId));
    expect(await mails(orderId)).toMatchObject([
      {
        kind: 'received',
        to: 'ann@example.org',
        subject: `We have received your order ${orderId}`,
        text: expect.stringContaining(
          '- 2 × LAMP: £6.10 (£3.05 each)\n\nTotal: £6.10\n\nYours\nLamps\n',
        ) as unknown,
      },
    ]);
    expect(await said(orderId)).toEqual(['MailClaimed', 'NotificationSent']);
  });

  it('is HTML as well, and goes out under the stage’s configuration set', async () => {
    const orderId = await order();
    const inputs: unknown[] = [];
    notifications.intercept(({ operation, input }, next) => {
      if (operation === 'SendEmail') inputs.push(input);
      return next();
    });
    await notifications.hasHeard(cancelled(orderId));
    expect(inputs).toMatchObject([
      {
        ConfigurationSetName: 'local-mail',
        Tags: [
          { Name: 'orderId', Value: orderId },
          { Name: 'kind', Value: 'cancelled' },
        ],
        Message: {
          Body: { Html: { Data: expect.stringContaining('Your card was declined.') as unknown } },
        },
      },
    ]);
    const url = process.env.AWS_ENDPOINT_URL ?? '';
    expect(await mailPage(url, orderId, 'cancelled')).toContain('<!doctype html>');
  });

  it('is one of each kind', async () => {
    const orderId = await order();
    await notifications.hasHeard(placed(orderId), shipped(orderId), cancelled(orderId));
    const kinds = (await mails(orderId)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['cancelled', 'received', 'shipped']);
  });

  it('is one although the event comes five times at once, and again', async () => {
    const orderId = await order();
    const event = placed(orderId);
    await notifications.hasHeard(event, event, event, event, event);
    await notifications.hasHeard(event);
    expect(await mails(orderId)).toHaveLength(1);
    expect(await said(orderId)).toEqual(['MailClaimed', 'NotificationSent']);
  });

  it('keeps what is about the person out of what is stored and told', async () => {
    const orderId = await order();
    await notifications.hasHeard(placed(orderId));
    const commits = await notifications.commits('mail-commits', `mail-${orderId}-received`);
    expect(JSON.stringify(commits)).not.toMatch(/ann@|High Street/);
  });

  it('is not sent in a replay, and nothing is remembered of it', async () => {
    const orderId = await order();
    await notifications.hears(placed(orderId), { replay: 'replay-1' });
    await notifications.settled();
    expect([await mails(orderId), await said(orderId)]).toEqual([[], []]);
  });

  it('without anybody to write to is dropped', async () => {
    await notifications.hasHeard(placed('ord-nobody'));
    expect(await said('ord-nobody')).toEqual(['MailClaimed', 'MailDropped']);
    expect(await notifications.deadLetters()).toEqual([]);
  });
});

describe('the mail that SES does not take', () => {
  it('because of its recipient is dropped, acknowledged, and never tried again', async () => {
    const orderId = await order();
    notifications.intercept(async ({ operation }, next) => {
      if (operation !== 'SendEmail') return next();
      const { MessageRejected } = await import('@aws-sdk/client-ses');
      const message = 'Address is on the suppression list';
      throw new MessageRejected({ message, $metadata: { httpStatusCode: 400 } });
    });
    await notifications.hasHeard(placed(orderId), placed(orderId));
    notifications.intercept((_, next) => next());
    await notifications.hasHeard(placed(orderId));
    expect([await said(orderId), await mails(orderId)]).toEqual([
      ['MailClaimed', 'MailDropped'],
      [],
    ]);
    expect(await notifications.metric('waybill_mails_dropped_total')).toBeGreaterThan(0);
    expect(await notifications.deadLetters()).toEqual([]);
  });

  it('for now is sent later, once', async () => {
    const orderId = await order();
    failMail(sesError('Throttling', 400), sesError('ServiceUnavailable', 503));
    await notifications.hasHeard(placed(orderId));
    expect(await mails(orderId)).toHaveLength(1);
    expect(await said(orderId)).toEqual([
      ...['MailClaimed', 'MailReleased', 'MailClaimed', 'MailReleased'],
      ...['MailClaimed', 'NotificationSent'],
    ]);
  });

  it('because nobody is there is sent when somebody is', async () => {
    const orderId = await order();
    failMail(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    await notifications.hasHeard(placed(orderId));
    expect(await mails(orderId)).toHaveLength(1);
  });

  it('or took without saying so is not sent again while the claim lasts', async () => {
    const orderId = await order();
    notifications.intercept(async ({ operation }, next) => {
      const answer = await next();
      if (operation === 'SendEmail')
        throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      return answer;
    });
    await notifications.hears(placed(orderId));
    await soon(async () => expect(await mails(orderId)).toHaveLength(1));
    const retries = { type: 'OrderPlaced', outcome: 'retry' };
    const before = await notifications.metric('waybill_messages_total', retries);
    await soon(async () => {
      expect(await notifications.metric('waybill_messages_total', retries)).toBeGreaterThan(before);
    });
    expect(await mails(orderId)).toHaveLength(1);
    expect(await said(orderId)).toEqual(['MailClaimed']);
  });
});
