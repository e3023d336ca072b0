import {
  MailNotAccepted,
  RecipientRefused,
  type Mailer,
  type OutgoingMail,
} from '@waybill/runtime/mail/mailer';

/** A mail as its provider has it. */
export interface ArrivedMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What the provider does with the next mail alone. */
export type MailTrouble = 'refuses-recipient' | 'throttles' | 'takes-and-does-not-say-so';

/** A mailer, and its provider. */
export interface MailerUnderTest {
  readonly mailer: Mailer;
  /** The same, where nobody listens. */
  readonly cutOff: Mailer;
  readonly arrived: () => Promise<ArrivedMail[]>;
  readonly next: (trouble: MailTrouble) => void;
}

let made = 0;
const mailOf = (change: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: `ann-${(made += 1)}@example.org`,
  subject: 'Your order is on its way',
  text: 'Hello\n\n.\n.. dots, and a line that is long: '.concat(
    'x'.repeat(1_200),
    '\nÜñí 発注 🪔\n',
  ),
  html: '<!doctype html>\n<p>Hello = &amp; 発注 🪔</p>\n',
  tags: { kind: 'shipped', orderId: 'ord-1' },
  ...change,
});

const failureOf = (sent: Promise<void>): Promise<unknown> =>
  sent.then(
    () => 'sent',
    (error: unknown) => error,
  );

/** All that a log could show of an error. */
function shownOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  return [error.message, error.stack, JSON.stringify(error), shownOf(error.cause ?? '')].join('\n');
}

/** What every mailer does. */
export function describeMailer(name: string, make: () => MailerUnderTest): void {
  const arrivedAt = async (to: string) =>
    (await make().arrived()).filter((mail) => mail.to.includes(to));

  describe(`${name} hands over`, () => {
    it('a mail whole: subject, text, HTML and tags', async () => {
      const mail = mailOf({
        subject: 'Ünï 発注 🪔: your order, with a long subject '.repeat(4).trim(),
      });
      await make().mailer.send(mail);
      expect(await arrivedAt(mail.to)).toEqual([{ ...mail, to: [mail.to] }]);
    });

    it('each of many at once', async () => {
      const mails = Array.from({ length: 40 }, () => mailOf());
      await Promise.all(mails.map((mail) => make().mailer.send(mail)));
      for (const { to } of mails) expect(await arrivedAt(to)).toHaveLength(1);
    });

    it('a subject of several lines to nobody else', async () => {
      const mail = mailOf({ subject: 'Hello\r\nBcc: eve@example.org\r\n\r\nGive me money' });
      await make().mailer.send(mail);
      const [arrived] = await arrivedAt(mail.to);
      expect(arrived).toMatchObject({ to: [mail.to], text: mail.text });
    });
  });

  describe(`${name} says`, () => {
    it.each([
      'nobody',
      'a b@example.org',
      'ann@example.org, eve@example.org',
      'ann@example.org\r\nRCPT TO:<eve@example.org>',
      'ann@@example.org',
    ])('that nobody can be written to at %s', async (to) => {
      const failure = await failureOf(make().mailer.send(mailOf({ to })));
      expect(failure).toBeInstanceOf(RecipientRefused);
      expect((await make().arrived()).flatMap((mail) => mail.to)).not.toContain('eve@example.org');
    });

    it.each([
      ['that a recipient is refused', 'refuses-recipient', RecipientRefused, 0],
      ['that a mail is surely not taken now', 'throttles', MailNotAccepted, 0],
      ['neither when nobody knows', 'takes-and-does-not-say-so', Error, 1],
    ] as const)('%s, and not to whom', async (_, trouble, kind, arrivals) => {
      const mail = mailOf();
      make().next(trouble);
      const failure = await failureOf(make().mailer.send(mail));
      expect(failure).toBeInstanceOf(kind);
      if (kind === Error) {
        expect(failure).not.toBeInstanceOf(MailNotAccepted);
        expect(failure).not.toBeInstanceOf(RecipientRefused);
      }
      expect(shownOf(failure)).not.toContain('ann-');
      expect(await arrivedAt(mail.to)).toHaveLength(arrivals);
      const another = mailOf();
      await make().mailer.send(another);
      expect(await arrivedAt(another.to)).toHaveLength(1);
    });

    it('that a mail is surely not taken where nobody listens', async () => {
      const failure = await failureOf(make().cutOff.send(mailOf()));
      expect(failure).toBeInstanceOf(MailNotAccepted);
      expect(shownOf(failure)).not.toContain('ann-');
    });
  });
}
