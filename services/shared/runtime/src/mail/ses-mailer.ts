import { MessageRejected, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Aws } from '../aws.ts';
import { checkAddressee } from './addressee.ts';
import { MailNotAccepted, RecipientRefused, type Mailer } from './mailer.ts';
import { withoutAddresses } from './without-addresses.ts';

/** What every mail through SES has in common. */
export interface SesOptions {
  /** The sender's address. SES has verified it, or its domain. */
  readonly from: string;
  /** Without one, nothing is told of bounces and complaints. */
  readonly configurationSet?: string | undefined;
}

/** Mail through Amazon SES. */
export function createSesMailer(
  { ses }: Pick<Aws, 'ses'>,
  { from, configurationSet }: SesOptions,
): Mailer {
  return {
    async send({ to, subject, text, html, tags }) {
      checkAddressee(to);
      const command = new SendEmailCommand({
        Source: from,
        Destination: { ToAddresses: [to] },
        Message: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: {
            Text: { Data: text, Charset: 'UTF-8' },
            Html: { Data: html, Charset: 'UTF-8' },
          },
        },
        ConfigurationSetName: configurationSet,
        Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
      });
      try {
        await ses.send(command);
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}

/** What an error of SES says. Only an answer, or nobody there to give one, tells that nothing was sent. */
function refusalOf(error: unknown): unknown {
  const { cause = error } = error as { cause?: unknown };
  const { name, message } = cause as Error;
  const { code, $metadata } = cause as { code?: string; $metadata?: { httpStatusCode?: number } };
  const words = withoutAddresses(`${name}: ${message}`);
  const isOursToMend = /not verified|paused|disabled/i.test(message);
  if (error instanceof MessageRejected && !isOursToMend) return new RecipientRefused(words);
  // Of all that SES is given, only the recipient differs.
  if (name === 'InvalidParameterValue' && /address|domain/i.test(message)) {
    return new RecipientRefused(words);
  }
  const isAnswered = $metadata?.httpStatusCode !== undefined || code === 'ECONNREFUSED';
  return isAnswered ? new MailNotAccepted(`not accepted by SES: ${words}`) : error;
}
