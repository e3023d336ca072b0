import { MessageRejected, SendEmailCommand } from '@aws-sdk/client-ses';
import type { Aws } from '../aws.ts';
import { RecipientRefused, type Mailer } from './mailer.ts';

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
        if (error instanceof MessageRejected) {
          throw new RecipientRefused('refused by SES', { cause: error });
        }
        throw error;
      }
    },
  };
}
