import { accountId } from '../emulator.ts';
import { addressOf, recipientsOf, type Mail } from './mail.ts';

/** An event for the default bus. */
export interface SesEvent {
  source: string;
  detailType: string;
  detail: unknown;
  resources: string[];
}

/**
 * What AWS's mailbox simulator addresses bring about, when the mail names a configuration set.
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export function simulatedEvents(mail: Mail): SesEvent[] {
  if (mail.configurationSet === undefined) return [];
  const hit = (name: string) =>
    recipientsOf(mail)
      .map(addressOf)
      .filter((address) => isSimulator(address, name));
  const bounced = hit('bounce');
  const complained = hit('complaint');
  return [
    ...(bounced.length > 0 ? [event(mail, 'Email Bounced', 'Bounce', bounce(mail, bounced))] : []),
    ...(complained.length > 0
      ? [event(mail, 'Email Complaint Received', 'Complaint', complaint(mail, complained))]
      : []),
  ];
}

/** `bounce+order-1@simulator.amazonses.com` counts too. */
function isSimulator(address: string, name: string): boolean {
  return new RegExp(`^${name}(\\+[^@]*)?@simulator\\.amazonses\\.com$`).test(address);
}

function event(mail: Mail, detailType: string, eventType: string, outcome: object): SesEvent {
  const timestamp = new Date(mail.sentAtMs).toISOString();
  const tags = { 'ses:configuration-set': mail.configurationSet, ...mail.tags };
  return {
    source: 'aws.ses',
    detailType,
    resources: [
      `arn:aws:ses:us-east-1:${accountId}:configuration-set/${mail.configurationSet ?? ''}`,
    ],
    detail: {
      eventType,
      mail: {
        timestamp,
        source: mail.source,
        sendingAccountId: accountId,
        messageId: mail.id,
        destination: recipientsOf(mail),
        headersTruncated: false,
        commonHeaders: { from: [mail.source], to: mail.to, subject: mail.subject },
        tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
      ...outcome,
    },
  };
}

function bounce(mail: Mail, addresses: string[]): object {
  return {
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: addresses.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      })),
      timestamp: new Date(mail.sentAtMs).toISOString(),
      feedbackId: `feedback-${mail.id}`,
    },
  };
}

function complaint(mail: Mail, addresses: string[]): object {
  return {
    complaint: {
      complainedRecipients: addresses.map((emailAddress) => ({ emailAddress })),
      timestamp: new Date(mail.sentAtMs).toISOString(),
      feedbackId: `feedback-${mail.id}`,
      complaintFeedbackType: 'abuse',
    },
  };
}
