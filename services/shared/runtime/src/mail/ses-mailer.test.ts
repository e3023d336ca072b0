import { MessageRejected, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { Unavailable } from '@waybill/kernel/failure';
import { useEmbeddedAws } from '@waybill/testing/embedded';
import {
  describeMailer,
  type ArrivedMail,
  type MailTrouble,
} from '@waybill/testing/mailer-conformance';
import { createAws, type Aws } from '../aws.ts';
import { MailNotAccepted } from './mailer.ts';
import { createSesMailer } from './ses-mailer.ts';

const from = 'shop@example.org';
useEmbeddedAws();
let aws: Aws;
let nextTrouble: MailTrouble | undefined;

type Send = (args: unknown) => Promise<unknown>;

const answered = (name: string, message = name) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

/** Stands between the client and SES. */
async function meddle(send: Send, args: unknown): Promise<unknown> {
  const trouble = nextTrouble;
  nextTrouble = undefined;
  if (trouble === 'refuses-recipient') {
    const message = 'Address ann-1@example.org is on the suppression list';
    throw new MessageRejected({ message, $metadata: { httpStatusCode: 400 } });
  }
  if (trouble === 'throttles') throw answered('Throttling', 'slow down, ann-1@example.org');
  const answer = await send(args);
  if (trouble !== undefined) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
  return answer;
}

beforeAll(async () => {
  aws = createAws();
  await aws.ses.send(new VerifyEmailIdentityCommand({ EmailAddress: from }));
  const stack = aws.ses.middlewareStack as unknown as {
    add(middleware: (next: Send) => Send, options: { step: string; priority: string }): void;
  };
  stack.add((next) => (args) => meddle(next, args), { step: 'initialize', priority: 'low' });
});
afterAll(() => {
  aws.close();
});

/** A client that always fails so. */
const failing = (error: Error): Pick<Aws, 'ses'> => ({
  ses: { send: () => Promise.reject(error) } as unknown as Aws['ses'],
});
// A connection in a test of Jest is refused by an error of another realm, which the SDK wraps.
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const away = new Unavailable('connect ECONNREFUSED', { cause: refused });

interface Shown {
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly Subject: string;
  readonly Body: { readonly text_part: string; readonly html_part: string };
  readonly Tags: Readonly<Record<string, string>>;
}

async function arrived(): Promise<ArrivedMail[]> {
  const response = await fetch(`${process.env.AWS_ENDPOINT_URL ?? ''}/_aws/ses`);
  const { messages } = (await response.json()) as { messages: Shown[] };
  return messages.map(({ Destination, Subject, Body, Tags }) => ({
    ...{ to: Destination.ToAddresses, subject: Subject, tags: Tags },
    ...{ text: Body.text_part, html: Body.html_part },
  }));
}

describeMailer('the SES mailer', () => ({
  mailer: createSesMailer(aws, { from }),
  cutOff: createSesMailer(failing(away), { from }),
  arrived,
  next: (trouble) => {
    nextTrouble = trouble;
  },
}));

const mail = {
  ...{ to: 'bob@example.org', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' },
  tags: { kind: 'shipped' },
};

describe('the SES mailer', () => {
  it.each([undefined, 'prod-mail'])(
    'passes the configuration set %s and tags on',
    async (configurationSet) => {
      const inputs: unknown[] = [];
      const ses = {
        send: ({ input }: { input: unknown }) => Promise.resolve(void inputs.push(input)),
      } as unknown as Aws['ses'];
      await createSesMailer({ ses }, { from, configurationSet }).send(mail);
      expect(inputs).toMatchObject([
        { ConfigurationSetName: configurationSet, Tags: [{ Name: 'kind', Value: 'shipped' }] },
      ]);
    },
  );

  it.each([
    'Email address is not verified. The following identities failed the check: bob@example.org',
    'Sending paused for this account.',
  ])('has the mail wait while the shop has to mend something: %s', async (message) => {
    const error = new MessageRejected({ message, $metadata: { httpStatusCode: 400 } });
    const sent = createSesMailer(failing(error), { from }).send(mail);
    await expect(sent).rejects.toBeInstanceOf(MailNotAccepted);
    await expect(sent).rejects.not.toThrow(/bob@/);
  });

  it('has the mail wait where the configuration set does not exist', async () => {
    const mailer = createSesMailer(aws, { from, configurationSet: 'nowhere' });
    await expect(mailer.send(mail)).rejects.toBeInstanceOf(MailNotAccepted);
  });
});
