import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Readable } from 'node:stream';
import { checkAddressee } from './addressee.ts';
import type { Mailer } from './mailer.ts';
import { smtpRefusalOf } from './smtp-refusal.ts';

/** Where mail is handed over, and how long that may take. */
export interface SmtpOptions {
  /** The sender's address. */
  readonly from: string;
  /**
   * `smtp://user:password@host:587` changes to TLS by STARTTLS, and insists on it where there is a password;
   * `smtps://…:465` begins with it. A query, such as `?requireTLS=true`, sets what nodemailer knows. Has a secret.
   */
  readonly url: string;
  /** Connections at once; more mails wait for one. */
  readonly connections: number;
  /** Of a whole mail, waiting included. */
  readonly timeoutMs: number;
}

/** Mail by SMTP. */
export interface SmtpMailer extends Mailer {
  /** Ends its connections. */
  close(): void;
}

/** A mail, and the streams that its content was read from: one a connection that was tried. */
interface TrackedMail extends SendMailOptions {
  readonly contents: Readable[];
}

/** Mail by SMTP, over a pool of connections. */
export function createSmtpMailer({ from, url, connections, timeoutMs }: SmtpOptions): SmtpMailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    requireTLS: hasPassword(url),
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Whoever is away is asked again by who sends.
    maxRequeues: 3,
    // Contents are all given as they are.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.use('stream', ({ data, message }, done) => {
    const create = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const content = create(options);
      (data as TrackedMail).contents.push(content);
      return content;
    };
    done();
  });
  return {
    async send({ to, subject, text, html, tags }) {
      checkAddressee(to);
      const contents: Readable[] = [];
      const mail: TrackedMail = {
        contents,
        from,
        // As an object, and so never taken for a list of several.
        to: { name: '', address: to },
        subject,
        text,
        html,
        headers: headersOf(tags),
        signal: AbortSignal.timeout(timeoutMs),
      };
      try {
        await transport.sendMail(mail);
      } catch (error) {
        throw smtpRefusalOf(
          error,
          contents.some(({ readableDidRead }) => readableDidRead),
        );
      }
    },
    close: () => {
      transport.close();
    },
  };
}

function hasPassword(url: string): boolean {
  return new URL(url).password !== '';
}

function headersOf(tags: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(tags).map(([name, value]) => [`X-Tag-${name}`, value] as const);
  // No holiday notes in answer.
  return { 'Auto-Submitted': 'auto-generated', ...Object.fromEntries(named) };
}
