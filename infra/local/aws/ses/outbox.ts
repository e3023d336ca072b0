import { randomBytes } from 'node:crypto';

import { AwsError } from '../emulator.ts';
import { addressOf, recipientsOf, type Mail } from './mail.ts';

/** The account: who may send, under which configuration sets, and the last mails that were sent. */
export interface Outbox {
  readonly identities: Set<string>;
  readonly configurationSets: Set<string>;
  readonly mails: readonly Mail[];
  sentInAll(): number;
  /** Accepts a mail and gives its id. Throws MessageRejected when the sender is not verified. */
  send(mail: Omit<Mail, 'id' | 'sentAtMs'>): string;
  clear(): void;
}

const maxRecipients = 50;

export function createOutbox(accepted: (mail: Mail) => void, keptMails = 10_000): Outbox {
  const mails: Mail[] = [];
  const identities = new Set<string>();
  const configurationSets = new Set<string>();
  let sent = 0;

  function isVerified(address: string): boolean {
    const domain = address.slice(address.indexOf('@') + 1);
    const parents = domain.split('.').map((_, index, labels) => labels.slice(index).join('.'));
    return identities.has(address) || parents.some((parent) => identities.has(parent));
  }

  function check(mail: Omit<Mail, 'id' | 'sentAtMs'>): void {
    const sender = addressOf(mail.source);
    if (!isVerified(sender)) {
      throw new AwsError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region US-EAST-1: ${sender}`,
      );
    }
    const { configurationSet } = mail;
    if (configurationSet !== undefined && !configurationSets.has(configurationSet)) {
      throw new AwsError(
        'ConfigurationSetDoesNotExist',
        `Configuration set <${configurationSet}> does not exist.`,
      );
    }
    const recipients = recipientsOf({ ...mail, id: '', sentAtMs: 0 });
    if (recipients.length === 0 || recipients.length > maxRecipients) {
      throw new AwsError('InvalidParameterValue', `Recipient count is not between 1 and 50.`);
    }
    const illegal = recipients.find((mailbox) => !/^[^\s@]+@[^\s@]+$/.test(addressOf(mailbox)));
    if (illegal !== undefined) throw new AwsError('InvalidParameterValue', 'Illegal address');
  }

  return {
    mails,
    identities,
    configurationSets,
    sentInAll: () => sent,
    send(mail) {
      check(mail);
      const sentAtMs = Date.now();
      const id = `${sentAtMs.toString(16).padStart(16, '0')}-${randomBytes(16).toString('hex')}-000000`;
      const whole = { ...mail, id, sentAtMs };
      mails.push(whole);
      if (mails.length > keptMails) mails.shift();
      sent += 1;
      accepted(whole);
      return id;
    },
    clear: () => void mails.splice(0),
  };
}
