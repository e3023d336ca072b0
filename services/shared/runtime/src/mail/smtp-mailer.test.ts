import {
  describeMailer,
  type ArrivedMail,
  type MailTrouble,
} from '@waybill/testing/mailer-conformance';
import { parseMime } from '@waybill/testing/mime-part';
import { SmtpServer, type SmtpAnswer, type SmtpStep } from '@waybill/testing/smtp-server';
import { MailNotAccepted, RecipientRefused } from './mailer.ts';
import { createSmtpMailer, type SmtpMailer, type SmtpOptions } from './smtp-mailer.ts';

const server = new SmtpServer();
const opened: SmtpMailer[] = [];
let address = '';
let mailer: SmtpMailer;
let cutOff: SmtpMailer;

function open(url: string, options: Partial<SmtpOptions> = {}): SmtpMailer {
  const settings = { url, from: 'shop@example.org', connections: 3, timeoutMs: 5_000 };
  const made = createSmtpMailer({ ...settings, ...options });
  opened.push(made);
  return made;
}

beforeAll(async () => {
  address = await server.listen();
  mailer = open(`smtp://${address}`);
  cutOff = open('smtp://127.0.0.1:1');
});
afterEach(() => {
  server.answer = () => undefined;
});
afterAll(async () => {
  opened.forEach((each) => each.close());
  await server.close();
});

/** Answers a step so, once. */
function once(step: SmtpStep, answer: SmtpAnswer): void {
  let isDone = false;
  server.answer = (asked) => {
    if (asked !== step || isDone) return undefined;
    isDone = true;
    return answer;
  };
}

const troubles: Readonly<Record<MailTrouble, [SmtpStep, SmtpAnswer]>> = {
  'refuses-recipient': ['RCPT', '550 5.1.1 <ann-1@example.org>: nobody of this name'],
  throttles: ['MAIL', '451 4.7.0 slow down, ann-1@example.org'],
  'takes-and-does-not-say-so': ['CONTENT', 'hang-up'],
};

/** Names of headers have no case, and nodemailer gives them one. */
const originals: Readonly<Record<string, string>> = { Kind: 'kind', Orderid: 'orderId' };

function arrived(): Promise<ArrivedMail[]> {
  const mails = server.mails.map(({ to, raw }) => {
    const { headers, parts } = parseMime(raw);
    const tags = Object.fromEntries(
      [...raw.matchAll(/^X-Tag-(\w+): (.*)\r$/gm)].map(([, name = '', value]) => [
        originals[name] ?? name,
        value,
      ]),
    ) as ArrivedMail['tags'];
    const body = (at: number) => (parts[at]?.body ?? '').replaceAll('\r\n', '\n');
    return {
      to,
      subject: headers.subject ?? '',
      text: body(0),
      html: body(1),
      tags,
    };
  });
  return Promise.resolve(mails);
}

describeMailer('the SMTP mailer', () => ({
  mailer,
  cutOff,
  arrived,
  next: (trouble) => once(...troubles[trouble]),
}));

const mail = {
  ...{ to: 'bob@example.org', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' },
  tags: {},
};

describe('the SMTP mailer', () => {
  it.each<[string, SmtpStep, SmtpAnswer, unknown]>([
    ['dropped: a content that is refused', 'CONTENT', '554 5.6.0 no', RecipientRefused],
    ['kept: a recipient that is refused for now', 'RCPT', '450 4.2.1 greylisted', MailNotAccepted],
    ['kept: a content that is refused for now', 'CONTENT', '452 4.3.1 disk full', MailNotAccepted],
    ['kept: a sender that is refused', 'MAIL', '553 5.7.1 sender unknown', MailNotAccepted],
    ['kept: a relay that knows us not', 'RCPT', '554 5.7.1 Relay access denied', MailNotAccepted],
    ['kept: a relay that wants a password', 'RCPT', '530 5.7.0 log in first', MailNotAccepted],
    ['kept: a server that goes', 'MAIL', '421 4.3.2 shutting down', MailNotAccepted],
    ['kept: a greeting that is none', 'CONNECT', '554 go away', MailNotAccepted],
    ['kept: a connection that ends at once', 'CONNECT', 'hang-up', MailNotAccepted],
    ['kept: a connection that ends before the content', 'RCPT', 'hang-up', MailNotAccepted],
    ['kept: a server that is silent', 'EHLO', 'silence', MailNotAccepted],
  ])('has the mail %s', async (_, step, answer, kind) => {
    server.answer = (asked) => (asked === step ? answer : undefined);
    const before = server.mails.length;
    const fresh = open(`smtp://${address}`, { timeoutMs: 500 });
    await expect(fresh.send(mail)).rejects.toBeInstanceOf(kind);
    expect(server.mails).toHaveLength(before);
  });

  it('does not know of a mail whose content the server is silent about', async () => {
    server.answer = (asked) => (asked === 'CONTENT' ? 'silence' : undefined);
    const failure: unknown = await open(`smtp://${address}`, { timeoutMs: 300 })
      .send(mail)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(MailNotAccepted);
    expect(failure).not.toBeInstanceOf(RecipientRefused);
  });

  it('sends over another connection when an old one has ended', async () => {
    const before = server.mails.length;
    await mailer.send(mail);
    server.hangUp();
    await mailer.send(mail);
    expect(server.mails).toHaveLength(before + 2);
  });

  it('opens no more connections than it may', async () => {
    server.hangUp();
    server.mostConnections = 0;
    const two = open(`smtp://${address}`, { connections: 2 });
    await Promise.all(Array.from({ length: 20 }, () => two.send(mail)));
    expect(server.mostConnections).toBeLessThanOrEqual(2);
  });

  it('says no password to a server without TLS', async () => {
    server.said.length = 0;
    const sent = open(`smtp://shop:secret@${address}`).send(mail);
    await expect(sent).rejects.toBeInstanceOf(MailNotAccepted);
    await expect(sent).rejects.not.toThrow(/secret/);
    expect(server.said.join('\n')).not.toMatch(/AUTH|MAIL/);
  });

  it('tells answering machines that nobody reads their answers', async () => {
    await mailer.send(mail);
    const { headers } = parseMime(server.mails.at(-1)?.raw ?? '');
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', from: 'shop@example.org' });
  });
});
