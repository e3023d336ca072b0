import { MailNotAccepted, RecipientRefused } from './mailer.ts';
import { withoutAddresses } from './without-addresses.ts';

/** What nodemailer's errors tell beside their message. */
interface SmtpError {
  readonly message?: string;
  readonly code?: string;
  /** What the server was asked, `API` if nothing. */
  readonly command?: string;
  /** Of the server's answer, if there was one. */
  readonly responseCode?: number;
  readonly response?: string;
}

/** A server that answers this has nothing against the recipient. */
const oursToMend = /relay|authenticat|not authorized|sender/i;
const authenticationCodes = new Set([530, 534, 535, 538]);

/**
 * What an error of SMTP says: `RecipientRefused`, `MailNotAccepted`, or that it is not known whether the mail went.
 * @param wasBegun whether any of the content was handed over
 */
export function smtpRefusalOf(error: unknown, wasBegun: boolean): Error {
  const { message = '', code, command, responseCode, response = '' } = error as SmtpError;
  const words = withoutAddresses(`SMTP ${command ?? ''} ${code ?? ''}: ${message}`);
  const isIllegal = code === 'EENVELOPE' && command === 'API';
  const isAboutRecipient =
    (command === 'RCPT TO' || command === 'DATA') &&
    !authenticationCodes.has(responseCode ?? 0) &&
    !oursToMend.test(response);
  if (isIllegal || ((responseCode ?? 0) >= 500 && isAboutRecipient)) {
    return new RecipientRefused(words);
  }
  const isAnswered = (responseCode ?? 0) >= 400;
  return wasBegun && !isAnswered ? new Error(words) : new MailNotAccepted(words);
}
