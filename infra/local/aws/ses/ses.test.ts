import {
  CreateConfigurationSetCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SendEmailCommand,
  type SendEmailCommandInput,
  SendRawEmailCommand,
  SESClient,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';

import { startEndpoint, type Endpoint } from '../endpoint.ts';
import type { SesEvent } from './mailbox-simulator.ts';
import { createSes } from './ses.ts';

let endpoint: Endpoint;
let client: SESClient;
let events: SesEvent[];

beforeEach(async () => {
  events = [];
  const ses = createSes({ putServiceEvent: (event) => events.push(event), keptMails: 3 });
  endpoint = await startEndpoint({ ses }, 0);
  client = new SESClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await endpoint.stop();
});

const mail = (changes: Partial<SendEmailCommandInput> = {}) =>
  new SendEmailCommand({
    Source: 'Shop <shop@example.com>',
    Destination: { ToAddresses: ['a@example.org', 'b@example.org'], CcAddresses: ['c@x.org'] },
    Message: {
      Subject: { Data: 'Your order & more' },
      Body: { Text: { Data: 'Thank you' }, Html: { Data: '<p>Thank you</p>' } },
    },
    ...changes,
  });

async function sent(path = '/_aws/ses') {
  const response = await fetch(`${endpoint.url}${path}`);
  return (await response.json()) as { messages: { Subject: string }[]; emails: unknown[] };
}

describe('mail', () => {
  it('can be read back as LocalStack and aws-ses-v2-local show it', async () => {
    await client.send(new VerifyEmailIdentityCommand({ EmailAddress: 'shop@example.com' }));
    await client.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: 'orders' } }));
    const Tags = [{ Name: 'kind', Value: 'confirmation' }];
    const { MessageId } = await client.send(mail({ ConfigurationSetName: 'orders', Tags }));
    expect(await sent()).toMatchObject({
      messages: [
        {
          Id: MessageId,
          Source: 'Shop <shop@example.com>',
          Destination: {
            ToAddresses: ['a@example.org', 'b@example.org'],
            CcAddresses: ['c@x.org'],
            BccAddresses: [],
          },
          Subject: 'Your order & more',
          Body: { text_part: 'Thank you', html_part: '<p>Thank you</p>' },
          ConfigurationSetName: 'orders',
          Tags: { kind: 'confirmation' },
        },
      ],
    });
    expect(await sent(`/_aws/ses?id=none`)).toEqual({ messages: [] });
    expect(await sent('/store')).toMatchObject({
      emails: [{ messageId: MessageId, destination: { to: ['a@example.org', 'b@example.org'] } }],
    });
    expect(events).toEqual([]);
  });

  it('may be a MIME message', async () => {
    await client.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    const raw = [
      'From: shop@example.com',
      'To: "Doe, Jane" <jane@example.org>,',
      ' john@example.org',
      'Subject: =?UTF-8?B?R3LDvMOfZQ==?=',
      '',
      'Hello',
    ].join('\r\n');
    await client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) } }));
    expect(await sent()).toMatchObject({
      messages: [
        {
          Subject: 'Grüße',
          RawData: raw,
          Destination: { ToAddresses: ['"Doe, Jane" <jane@example.org>', 'john@example.org'] },
        },
      ],
    });
  });

  it('may come by SES v2', async () => {
    const headers = {
      authorization: 'AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/ses/aws4_request',
    };
    const post = (path: string, body: unknown) =>
      fetch(`${endpoint.url}/v2/email/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
    const message = {
      FromEmailAddress: 'shop@example.com',
      Destination: { ToAddresses: ['a@example.org'] },
      Content: { Simple: { Subject: { Data: 'Two' }, Body: { Text: { Data: 'Hi' } } } },
    };
    const refused = await post('outbound-emails', message);
    expect([refused.status, refused.headers.get('x-amzn-errortype')]).toEqual([
      400,
      'MessageRejected',
    ]);
    await post('identities', { EmailIdentity: 'example.com' });
    expect((await post('outbound-emails', message)).status).toBe(200);
    expect((await sent()).messages).toMatchObject([{ Subject: 'Two' }]);
  });

  it('is rejected from an identity that is not verified, and for an unknown configuration set', async () => {
    await expect(client.send(mail())).rejects.toMatchObject({ name: 'MessageRejected' });
    await client.send(new VerifyEmailIdentityCommand({ EmailAddress: 'shop@example.com' }));
    await expect(client.send(mail({ ConfigurationSetName: 'none' }))).rejects.toMatchObject({
      name: 'ConfigurationSetDoesNotExistException',
    });
  });

  it('is forgotten when more has been sent than is kept', async () => {
    await client.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
    for (const Data of ['1', '2', '3', '4']) {
      await client.send(mail({ Message: { Subject: { Data }, Body: { Text: { Data } } } }));
    }
    expect((await sent()).messages.map(({ Subject }) => Subject)).toEqual(['2', '3', '4']);
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 4 });
  });
});

it('verifies identities at once', async () => {
  await client.send(new VerifyEmailIdentityCommand({ EmailAddress: 'a@example.com' }));
  expect(await client.send(new ListIdentitiesCommand({}))).toMatchObject({
    Identities: ['a@example.com'],
  });
  const { VerificationAttributes } = await client.send(
    new GetIdentityVerificationAttributesCommand({ Identities: ['a@example.com', 'b@x.com'] }),
  );
  expect(VerificationAttributes).toEqual({ 'a@example.com': { VerificationStatus: 'Success' } });
});

it('bounces and complains for the addresses of the mailbox simulator', async () => {
  await client.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
  await client.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: 'orders' } }));
  for (const name of ['bounce', 'complaint+order-1', 'success']) {
    const Destination = { ToAddresses: [`${name}@simulator.amazonses.com`] };
    await client.send(mail({ Destination, ConfigurationSetName: 'orders' }));
  }
  expect(events).toMatchObject([
    {
      source: 'aws.ses',
      detailType: 'Email Bounced',
      detail: {
        eventType: 'Bounce',
        bounce: { bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }] },
        mail: { tags: { 'ses:configuration-set': ['orders'] } },
      },
    },
    { detailType: 'Email Complaint Received', detail: { eventType: 'Complaint' } },
  ]);
});
