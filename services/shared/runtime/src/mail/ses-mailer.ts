import { MessageRejected, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Aws } from '../aws.ts';
import { MailNotAccepted, RecipientRefused, type Mailer } from './mailer.ts';

/** Mail through Amazon SES. */
export function createSesMailer({ ses }: Pick<Aws, 'ses'>, from: string): Mailer {
  return {
    async send({ to, subject, text, tags }) {
      const command = new SendEmailCommand({
        Source: from,
        Destination: { ToAddresses: [to] },
        Message: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: { Text: { Data: text, Charset: 'UTF-8' } },
        },
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
  const { code, $metadata } = cause as { code?: string; $metadata?: { httpStatusCode?: number } };
  if (error instanceof MessageRejected && !/not verified|paused|disabled/i.test(error.message)) {
    return new RecipientRefused('refused by SES', { cause: error });
  }
  const isAnswered = $metadata?.httpStatusCode !== undefined || code === 'ECONNREFUSED';
  return isAnswered ? new MailNotAccepted('not accepted by SES', { cause: error }) : error;
}
