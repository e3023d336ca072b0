import type { Mailer } from '@waybill/runtime/mail/mailer';
import { createSesMailer } from '@waybill/runtime/mail/ses-mailer';
import { createSmtpMailer } from '@waybill/runtime/mail/smtp-mailer';
import type { Platform } from '@waybill/runtime/platform';
import type { NotificationsConfig } from './config.ts';

/** Whoever carries the shop's mail, as the settings say. */
export function createMailer(
  { aws }: Pick<Platform, 'aws'>,
  config: NotificationsConfig,
): Mailer & { close(): void } {
  const from = config.MAIL_FROM;
  if (config.MAIL_TRANSPORT === 'ses') {
    const ses = createSesMailer(aws, { from, configurationSet: config.MAIL_CONFIGURATION_SET });
    return { ...ses, close: () => undefined };
  }
  return createSmtpMailer({
    from,
    url: config.SMTP_URL,
    connections: config.SMTP_CONNECTIONS,
    timeoutMs: config.SMTP_TIMEOUT_MS,
  });
}
