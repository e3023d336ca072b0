import { Type } from '@sinclair/typebox';
import { minutes, seconds } from '@waybill/kernel/duration';
import { Milliseconds, parseConfig } from '@waybill/runtime/config';
import { queueSettings } from '@waybill/runtime/settings';

/** The settings of notifications. */
export type NotificationsConfig = ReturnType<typeof parseNotificationsConfig>;

const kind = '(received|shipped|cancelled)';
const mailKinds = 'received,shipped,cancelled';
/** `user:password@` and a query may be in it. */
const SmtpUrl = Type.String({ format: 'uri', pattern: '^smtps?://[^/]' });

/** Reads them. @throws ConfigError */
export function parseNotificationsConfig(
  environment: Readonly<Record<string, string | undefined>>,
) {
  const isSmtp = environment.MAIL_TRANSPORT === 'smtp';
  return parseConfig(
    {
      ...queueSettings,
      /** The sender's address. */
      MAIL_FROM: Type.String({ format: 'email' }),
      SHOP_NAME: Type.String({ minLength: 1, maxLength: 100 }),
      /** How numbers and money are written, BCP 47. */
      MAIL_LOCALE: Type.String({
        pattern: '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$',
        default: 'en-GB',
      }),
      /** The mails that are sent; `none` for none. */
      MAIL_KINDS: Type.String({ pattern: `^(none|${kind}(,${kind})*)$`, default: mailKinds }),
      /** Longer than sending ever takes. */
      MAIL_CLAIM_MS: Milliseconds(minutes(2)),
      MAIL_TRANSPORT: Type.Union([Type.Literal('ses'), Type.Literal('smtp')], { default: 'ses' }),
      /** Of SES. Without it, nothing is heard of bounces and complaints. */
      MAIL_CONFIGURATION_SET: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })),
      /** A secret. */
      SMTP_URL: isSmtp ? SmtpUrl : Type.Optional(SmtpUrl),
      SMTP_CONNECTIONS: Type.Integer({ minimum: 1, maximum: 100, default: 10 }),
      /** Shorter than MAIL_CLAIM_MS, and than QUEUE_HANDLING_MS. */
      SMTP_TIMEOUT_MS: Milliseconds(seconds(20)),
    },
    // Elsewhere an empty variable is an absent one; here it is an empty list.
    environment.MAIL_KINDS === '' ? { ...environment, MAIL_KINDS: 'none' } : environment,
  );
}
